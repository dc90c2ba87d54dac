//! The figure of `rungs eligibility`: seconds and peak memory for 100,000 varied people, from a file and through a pipe.

use crate::load;
use crate::table::{Reach, Table, Unit};
use chrono::{Days, NaiveDate};
use rungs::domain::seed::{Draws, Seed};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PEOPLE: usize = 100_000;
const ROUNDS: usize = 5;
const AS_OF: &str = "2026-11-20";

pub fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let facts = folder.path().join("people.jsonl");
    let mut file = BufWriter::new(File::create(&facts).expect("a file"));
    let mut draws = Seed(2026).draws();
    for number in 0..PEOPLE {
        file.write_all(person(number, &mut draws).as_bytes()).expect("room for the people");
    }
    file.flush().expect("room for the people");
    drop(file);
    let megabytes = fs::metadata(&facts).expect("the file").len() / 1_000_000;
    let path = facts.to_str().expect("a path in UTF-8");
    for (name, argument) in [("from a file", path), ("through a pipe", "-")] {
        let input = || if argument == "-" { File::open(&facts).expect("the file").into() } else { Stdio::null() };
        let rounds: Vec<Round> = (0..ROUNDS).map(|_| run(argument, input())).collect();
        let time = load::median(rounds.iter().map(|round| round.time.as_secs_f64()).collect());
        let memory = rounds.iter().map(|round| round.kilobytes).max().unwrap_or_default();
        let name = format!("eligibility of 100,000 people, {name}");
        table.row(&name, time, Unit::Seconds, Reach::AtMost(2.0));
        table.row("  its memory at most", f64::from(memory) / 1000.0, Unit::Megabytes, Reach::AtMost(60.0));
        let answers = rounds.first().map_or(0, |round| round.bytes / 1_000_000);
        table.note(&format!("{megabytes} MB of facts, {answers} MB of answers"));
    }
}

struct Round {
    time: Duration,
    kilobytes: u32,
    bytes: usize,
}

/// Runs the command, reads all it prints, and looks now and then at its peak memory.
fn run(facts: &str, input: Stdio) -> Round {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rungs"))
        .args(["eligibility", "--facts", facts, "--as-of", AS_OF, "--format", "json"])
        .stdin(input)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut output = child.stdout.take().expect("a pipe");
    let status = format!("/proc/{}/status", child.id());
    let (mut buffer, mut bytes, mut lines, mut kilobytes) = (vec![0; 1 << 16], 0, 0, 0);
    let mut looked = began;
    loop {
        let read = output.read(&mut buffer).expect("the answers");
        if read == 0 {
            break;
        }
        bytes += read;
        lines += buffer[..read].split(|byte| *byte == b'\n').count() - 1;
        if looked.elapsed() > Duration::from_millis(20) {
            looked = Instant::now();
            kilobytes = peak(&status).unwrap_or(kilobytes);
        }
    }
    assert!(child.wait().expect("an end").success());
    assert_eq!(lines, PEOPLE, "a line a person");
    Round { time: began.elapsed(), kilobytes, bytes }
}

/// The high-water mark of resident memory, in kB (Linux).
fn peak(status: &str) -> Option<u32> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A line about somebody: none to three educations, jobs with gaps and overlaps, certificates with and without expiry.
fn person(number: usize, draws: &mut Draws) -> String {
    let mut line = format!("{{\"id\":\"p{number}\",\"education\":[");
    let levels = ["junior_secondary", "secondary", "college", "bachelor", "postgraduate"];
    list(&mut line, draws.below(4), |line| {
        let level = levels[draws.below(levels.len())];
        let completed = if draws.below(8) == 0 { "null".into() } else { format!("\"{}\"", day(draws, 2005, 23)) };
        let (related, status) = (draws.below(2) == 0, status(draws));
        let _ = write!(
            line,
            "{{\"level\":\"{level}\",\"completed\":{completed},\"major\":\"市场营销\",\"major_related\":{related},\"status\":\"{status}\"}}"
        );
    });
    line.push_str("],\"employment\":[");
    list(&mut line, draws.below(6), |line| {
        let from = day(draws, 2008, 19);
        let _ = write!(line, "{{\"from\":\"{from}\"");
        if draws.below(4) > 0 {
            let _ = write!(line, ",\"to\":\"{}\"", from + Days::new(draws.below(1500) as u64));
        }
        let _ = write!(line, ",\"related\":{},\"status\":\"{}\"}}", draws.below(5) > 0, status(draws));
    });
    line.push_str("],\"credentials\":[");
    list(&mut line, draws.below(4), |line| {
        let issued = day(draws, 2012, 16);
        let expires = match draws.below(3) {
            0 => format!("\"{}\"", issued + Days::new(365 + draws.below(2500) as u64)),
            _ => "null".into(),
        };
        let (level, revoked, status) = (1 + draws.below(5), draws.below(20) == 0, status(draws));
        let _ = write!(
            line,
            "{{\"level\":{level},\"issued\":\"{issued}\",\"expires\":{expires},\"revoked\":{revoked},\"status\":\"{status}\"}}"
        );
    });
    line.push_str("]}\n");
    line
}

fn list(line: &mut String, length: usize, mut element: impl FnMut(&mut String)) {
    for index in 0..length {
        if index > 0 {
            line.push(',');
        }
        element(line);
    }
}

fn day(draws: &mut Draws, year: i32, years: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
    first + Days::new(draws.below(years * 365) as u64)
}

fn status(draws: &mut Draws) -> &'static str {
    ["verified", "verified", "verified", "claimed", "rejected"][draws.below(5)]
}
