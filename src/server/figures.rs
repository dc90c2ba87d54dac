//! The figures that a monitoring system collects: how many requests, and how long they took. Nothing about a person.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::sync::LazyLock;
use std::time::Duration;

/// Upper bounds of the histogram's buckets, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// The figures of this process.
static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::new);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: String,
    /// The pattern of the route, never a path with ids.
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    route: String,
}

#[derive(Clone)]
struct Buckets;

impl MetricConstructor<Histogram> for Buckets {
    fn new_metric(&self) -> Histogram {
        Histogram::new(BUCKETS)
    }
}

struct Figures {
    registry: Registry,
    requests: Family<Answer, Counter>,
    seconds: Family<Asked, Histogram, Buckets>,
    saves: Counter,
    commits: Counter,
}

impl Figures {
    fn new() -> Self {
        let mut registry = Registry::with_prefix("rungs");
        let requests = Family::default();
        let seconds = Family::new_with_constructor(Buckets);
        registry.register("requests", "Requests that were answered", requests.clone());
        registry.register_with_unit("request", "Time from a request to its answer", Unit::Seconds, seconds.clone());
        let (saves, commits) = (Counter::default(), Counter::default());
        registry.register("exam_saves", "Requests of candidates whose answers became durable", saves.clone());
        registry.register("exam_commits", "Commits that these requests shared", commits.clone());
        Self { registry, requests, seconds, saves, commits }
    }
}

/// Counts an answer.
pub fn answered(method: &str, route: &str, status: u16, took: Duration) {
    let (method, route) = (method.to_owned(), route.to_owned());
    let asked = Asked { method: method.clone(), route: route.clone() };
    FIGURES.seconds.get_or_create(&asked).observe(took.as_secs_f64());
    FIGURES.requests.get_or_create(&Answer { method, route, status }).inc();
}

/// Counts a commit that made the answers of so many requests durable.
pub fn saved(requests: usize) {
    FIGURES.saves.inc_by(requests as u64);
    FIGURES.commits.inc();
}

/// All figures in the text format of `OpenMetrics`.
pub fn text() -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = encode(&mut text, &FIGURES.registry);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_counted_and_timed_under_its_route() {
        answered("GET", "/figures-of-a-test/{id}", 200, Duration::from_millis(3));
        let text = text();
        let counted = r#"rungs_requests_total{method="GET",route="/figures-of-a-test/{id}",status="200"} 1"#;
        let timed = r#"rungs_request_seconds_bucket{le="0.005",method="GET",route="/figures-of-a-test/{id}"} 1"#;
        for line in [counted, timed] {
            assert!(text.contains(line), "{line} in:\n{text}");
        }
    }
}
