//! What the soundness proof finds, in words and with its place in the file.

use super::places::Places;
use crate::domain::locale::Locale;
use crate::domain::scenario::model::Scenario;
use crate::domain::scenario::robot::Robot;
use crate::domain::scenario::soundness::{FEWEST_ENDINGS, Fault, Finding, MOST_TURNS, Site, Soundness};
use crate::server::content::diagnostic::{Report, Source};

/// Adds every finding to the report: slight ones as warnings.
pub(super) fn word(source: &Source, places: &Places, scenario: &Scenario, proof: &Soundness, report: &mut Report) {
    for Finding { site, fault } in &proof.findings {
        let place = places.of(*site);
        let words = |locale| sentence(locale, scenario, *site, fault);
        if fault.is_slight() {
            report.warn(source, place, words);
        } else {
            report.error(source, place, words);
        }
    }
}

fn sentence(l: Locale, scenario: &Scenario, site: Site, fault: &Fault) -> String {
    match fault {
        Fault::TooManySituations => l.check_scenario_sound_too_many().into(),
        Fault::Endless => l.check_scenario_sound_endless().into(),
        Fault::Stuck => l.check_scenario_sound_stuck().into(),
        Fault::TooLong { replies } => l.check_scenario_sound_too_long(&MOST_TURNS, count(*replies)),
        Fault::Unreachable => l.check_scenario_sound_unreachable().into(),
        Fault::FewEndings { found } => l.check_scenario_sound_few_endings(&FEWEST_ENDINGS, count(*found)),
        Fault::GuardAlwaysTrue => l.check_scenario_sound_always().into(),
        Fault::GuardNeverTrue => l.check_scenario_sound_never().into(),
        Fault::NeverTaken => l.check_scenario_sound_never_taken().into(),
        Fault::RuleFactConstant => l.check_scenario_sound_rule_constant().into(),
        Fault::FlagNeverSet => l.check_scenario_sound_flag_unset(&name(scenario, site)),
        Fault::FlagNeverRead => l.check_scenario_sound_flag_unread(&name(scenario, site)),
        Fault::GaugeNeverRead => l.check_scenario_sound_gauge_unread(&name(scenario, site)),
        Fault::NoPass => l.check_scenario_sound_no_pass().into(),
        Fault::NoFail => l.check_scenario_sound_no_fail().into(),
        Fault::PassWithoutTotal => l.check_scenario_sound_pass_total_missing().into(),
        Fault::PassTotalLow { bound, least } => l.check_scenario_sound_pass_total_low(bound, least),
        Fault::FloorMissing => l.check_scenario_sound_floor_missing(&name(scenario, site)),
        Fault::CapNeverAttained { most, cap } => l.check_scenario_sound_cap(cap, most, &name(scenario, site)),
        Fault::RobotPasses(robot) => l.check_scenario_sound_robot(&robot_name(l, *robot)),
        Fault::RandomPasses { percent } => l.check_scenario_sound_random(percent),
        Fault::TestJudgedOtherwise { line, expected, found } => l.check_scenario_sound_test(expected, found, line),
        Fault::RuleUntested { locale: Locale::ZhCn } => l.check_scenario_sound_untested_zh().into(),
        Fault::RuleUntested { locale: Locale::En } => l.check_scenario_sound_untested_en().into(),
    }
}

/// The name of what stands at a place, as the author wrote it.
fn name(scenario: &Scenario, site: Site) -> String {
    match site {
        Site::Flag(flag) => scenario.flag(flag).name.clone(),
        Site::Gauge(gauge) => scenario.gauges[usize::from(gauge.0)].name.clone(),
        Site::Rubric(dimension) => dimension.id().to_owned(),
        Site::Node(node)
        | Site::Line(node, _)
        | Site::Reply(node, _)
        | Site::Rule(node, _)
        | Site::Route(node, _)
        | Site::Test(node, _) => scenario.node(node).id.to_string(),
        Site::Pass(_) | Site::Lost | Site::Whole => scenario.id.to_string(),
    }
}

fn robot_name(l: Locale, robot: Robot) -> &'static str {
    match robot {
        Robot::First => l.check_scenario_robot_first(),
        Robot::Last => l.check_scenario_robot_last(),
        Robot::Longest(Locale::ZhCn) => l.check_scenario_robot_longest_zh(),
        Robot::Longest(Locale::En) => l.check_scenario_robot_longest_en(),
        Robot::Shortest(Locale::ZhCn) => l.check_scenario_robot_shortest_zh(),
        Robot::Shortest(Locale::En) => l.check_scenario_robot_shortest_en(),
        Robot::Politest(Locale::ZhCn) => l.check_scenario_robot_politest_zh(),
        Robot::Politest(Locale::En) => l.check_scenario_robot_politest_en(),
        Robot::Mute => l.check_scenario_robot_mute(),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
