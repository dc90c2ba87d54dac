//! The table that `make bench` prints: a figure a line, beside what it should reach, and a word where it does not.

/// What a figure should reach.
#[derive(Clone, Copy)]
pub enum Reach {
    AtMost(f64),
    AtLeast(f64),
}

/// Prints a line at a time, so that whoever watches a long run sees how far it is.
pub struct Table {
    missed: usize,
}

impl Table {
    pub fn begin() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or_default();
        println!("Medians of several rounds on {cores} cores; the load of the machine was {load} before.\n");
        println!("{:<58}{:>14}{:>14}", "figure", "measured", "reach");
        Self { missed: 0 }
    }

    pub fn row(&mut self, name: &str, value: f64, unit: Unit, reach: Reach) {
        let (sign, bound, holds) = match reach {
            Reach::AtMost(bound) => ('≤', bound, value <= bound),
            Reach::AtLeast(bound) => ('≥', bound, value >= bound),
        };
        let measured = format!("{value:.*} {}", unit.decimals(), unit.word());
        let missed = if holds { "" } else { "  missed" };
        println!("{name:<58}{measured:>14}{:>14}{missed}", format!("{sign} {bound} {}", unit.word()));
        self.missed += usize::from(!holds);
    }

    /// A figure without a bound, or what stands behind the one above.
    #[expect(clippy::unused_self, reason = "a line of the table")]
    pub fn note(&self, words: &str) {
        println!("  {words}");
    }

    pub fn end(self) {
        match self.missed {
            0 => println!("\nEvery figure is reached."),
            missed => println!("\nMissed: {missed}."),
        }
    }
}

#[derive(Clone, Copy)]
pub enum Unit {
    Seconds,
    Milliseconds,
    Megabytes,
    Kilobytes,
    Percent,
    PerSecond,
    Requests,
    Crates,
}

impl Unit {
    fn word(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Megabytes => "MB",
            Self::Kilobytes => "KB",
            Self::Percent => "%",
            Self::PerSecond => "/s",
            Self::Requests => "requests",
            Self::Crates => "crates",
        }
    }

    fn decimals(self) -> usize {
        match self {
            Self::Seconds => 3,
            Self::Milliseconds | Self::Megabytes | Self::Kilobytes | Self::Percent => 1,
            Self::PerSecond | Self::Requests | Self::Crates => 0,
        }
    }
}
