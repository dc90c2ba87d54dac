//! Where the parts of a scenario stand in its file, so that findings of the proof can point at them.

use super::super::diagnostic::Place;
use crate::domain::scenario::model::Dimension;
use crate::domain::scenario::soundness::Site;
use std::collections::BTreeMap;

pub(super) struct Places {
    pub whole: Place,
    pub nodes: Vec<NodePlaces>,
    pub pass: Vec<Place>,
    pub lost: Option<Place>,
    pub flags: Vec<Place>,
    pub gauges: Vec<Place>,
    pub rubric: BTreeMap<Dimension, Place>,
}

pub(super) struct NodePlaces {
    pub heading: Place,
    pub lines: Vec<Place>,
    pub replies: Vec<Place>,
    pub rules: Vec<Place>,
    pub routes: Vec<Place>,
    pub tests: Vec<Place>,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            whole: Place::line(1),
            nodes: Vec::new(),
            pass: Vec::new(),
            lost: None,
            flags: Vec::new(),
            gauges: Vec::new(),
            rubric: BTreeMap::new(),
        }
    }
}

impl NodePlaces {
    pub(super) fn at(heading: Place) -> Self {
        Self {
            heading,
            lines: Vec::new(),
            replies: Vec::new(),
            rules: Vec::new(),
            routes: Vec::new(),
            tests: Vec::new(),
        }
    }
}

impl Places {
    /// The place of a part; of the whole file if the part has none.
    pub(super) fn of(&self, site: Site) -> Place {
        let node = |index: usize| self.nodes.get(index);
        let place = match site {
            Site::Node(at) => node(at.0).map(|node| node.heading),
            Site::Line(at, index) => node(at.0).and_then(|node| node.lines.get(index).copied()),
            Site::Reply(at, index) => node(at.0).and_then(|node| node.replies.get(index).copied()),
            Site::Rule(at, index) => node(at.0).and_then(|node| node.rules.get(index).copied()),
            Site::Route(at, index) => node(at.0).and_then(|node| node.routes.get(index).copied()),
            Site::Test(at, index) => node(at.0).and_then(|node| node.tests.get(index).copied()),
            Site::Pass(index) => self.pass.get(index).copied(),
            Site::Lost => self.lost,
            Site::Flag(flag) => self.flags.get(usize::from(flag.0)).copied(),
            Site::Gauge(gauge) => self.gauges.get(usize::from(gauge.0)).copied(),
            Site::Rubric(dimension) => self.rubric.get(&dimension).copied(),
            Site::Whole => None,
        };
        place.unwrap_or(self.whole)
    }
}
