//! The table of allowed and refused steps.

use super::lease::Holder;
use super::state::{Attempt, Ending, PartPlan, PartStage, Refused, Stage};
use super::timing::{ExtraTime, PAUSE};
use crate::domain::form::PartKind;
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

fn at(seconds: i64) -> DateTime<Utc> {
    "2026-03-02T01:00:00Z".parse::<DateTime<Utc>>().expect("an instant") + Duration::seconds(seconds)
}

fn holder(number: u128) -> Holder {
    Holder {
        id: Uuid::from_u128(number).into(),
        session: Uuid::from_u128(number).into(),
        device: format!("device {number}"),
    }
}

const GRACE: Duration = Duration::seconds(5);

/// Two parts: 60 minutes of theory, 30 of case analysis.
const PLAN: [PartPlan; 2] =
    [PartPlan { kind: PartKind::Theory, minutes: 60 }, PartPlan { kind: PartKind::CaseAnalysis, minutes: 30 }];

fn started() -> Attempt {
    Attempt::Registered.start(&PLAN, ExtraTime::NONE, GRACE, holder(1), at(0)).expect("a start")
}

fn paused() -> Attempt {
    started().submit_part(PartKind::Theory, at(100)).expect("a part handed in")
}

fn last_part() -> Attempt {
    paused().begin_part(at(200)).expect("a part begun")
}

fn submitted() -> Attempt {
    last_part().submit_part(PartKind::CaseAnalysis, at(300)).expect("handed in")
}

fn expired() -> Attempt {
    paused().expire(at(100) + PAUSE).expect("the pause is over")
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Start,
    TakeOver,
    BeginPart,
    SubmitTheory,
    SubmitCases,
    Submit,
    ExpireNow,
    ExpireMuchLater,
    AwaitScorers,
    Score,
    Release,
    Regrade,
}

fn take(step: Step, attempt: &Attempt) -> Result<Stage, Refused> {
    let now = at(400);
    let next = match step {
        Step::Start => attempt.start(&PLAN, ExtraTime::NONE, GRACE, holder(2), now),
        Step::TakeOver => attempt.take_over(holder(2), now),
        Step::BeginPart => attempt.begin_part(now),
        Step::SubmitTheory => attempt.submit_part(PartKind::Theory, now),
        Step::SubmitCases => attempt.submit_part(PartKind::CaseAnalysis, now),
        Step::Submit => attempt.submit(now),
        Step::ExpireNow => attempt.expire(now),
        Step::ExpireMuchLater => attempt.expire(at(100_000)),
        Step::AwaitScorers => attempt.await_scorers(),
        Step::Score => attempt.score(),
        Step::Release => attempt.release(),
        Step::Regrade => attempt.regrade().map(|()| attempt.clone()),
    };
    next.map(|attempt| attempt.stage())
}

#[test]
fn every_step_from_every_state_is_allowed_or_refused_by_this_table() {
    use Refused::{
        AlreadyReleased, AlreadyScored, AlreadyStarted, NotDue, NotOver, NotScored, NotStarted, Over, PartRuns,
        PartRunsNot,
    };
    use Stage::{AwaitingScoring, Expired, InProgress, Registered, Released, Scored, Submitted};
    let awaiting = submitted().await_scorers().expect("essays wait");
    let scored = submitted().score().expect("scored");
    let released = scored.release().expect("released");
    let states =
        [Attempt::Registered, started(), paused(), last_part(), submitted(), expired(), awaiting, scored, released];
    assert_eq!(
        states.each_ref().map(Attempt::stage),
        [Registered, InProgress, InProgress, InProgress, Submitted, Expired, AwaitingScoring, Scored, Released]
    );
    let over = [Err(Over); 5];
    let [o1, o2, o3, o4, o5] = over;
    // registered, first part, pause, last part, submitted, expired, awaiting, scored, released
    let table: [(Step, [Result<Stage, Refused>; 9]); 12] = [
        (Step::Start, {
            let mut row = [Err(AlreadyStarted); 9];
            row[0] = Ok(InProgress);
            row
        }),
        (Step::TakeOver, [Err(NotStarted), Ok(InProgress), Ok(InProgress), Ok(InProgress), o1, o2, o3, o4, o5]),
        (Step::BeginPart, [Err(NotStarted), Err(PartRuns), Ok(InProgress), Err(PartRuns), o1, o2, o3, o4, o5]),
        (Step::SubmitTheory, [Err(NotStarted), Ok(InProgress), Err(PartRunsNot), Err(PartRunsNot), o1, o2, o3, o4, o5]),
        (Step::SubmitCases, [Err(NotStarted), Err(PartRunsNot), Err(PartRunsNot), Ok(Submitted), o1, o2, o3, o4, o5]),
        (Step::Submit, [Err(NotStarted), Ok(Submitted), Ok(Submitted), Ok(Submitted), o1, o2, o3, o4, o5]),
        (Step::ExpireNow, [Err(NotStarted), Err(NotDue), Err(NotDue), Err(NotDue), o1, o2, o3, o4, o5]),
        (Step::ExpireMuchLater, [Err(NotStarted), Ok(InProgress), Ok(Expired), Ok(Expired), o1, o2, o3, o4, o5]),
        (
            Step::AwaitScorers,
            [
                Err(NotStarted),
                Err(NotOver),
                Err(NotOver),
                Err(NotOver),
                Ok(AwaitingScoring),
                Ok(AwaitingScoring),
                Ok(AwaitingScoring),
                Err(AlreadyScored),
                Err(AlreadyScored),
            ],
        ),
        (
            Step::Score,
            [
                Err(NotStarted),
                Err(NotOver),
                Err(NotOver),
                Err(NotOver),
                Ok(Scored),
                Ok(Scored),
                Ok(Scored),
                Err(AlreadyScored),
                Err(AlreadyScored),
            ],
        ),
        (
            Step::Release,
            [
                Err(NotStarted),
                Err(NotOver),
                Err(NotOver),
                Err(NotOver),
                Err(NotScored),
                Err(NotScored),
                Err(NotScored),
                Ok(Released),
                Err(AlreadyReleased),
            ],
        ),
        (
            Step::Regrade,
            [
                Err(NotStarted),
                Err(NotOver),
                Err(NotOver),
                Err(NotOver),
                Err(NotScored),
                Err(NotScored),
                Err(NotScored),
                Ok(Scored),
                Ok(Released),
            ],
        ),
    ];
    for (step, expected) in table {
        for (state, expected) in states.iter().zip(expected) {
            assert_eq!(take(step, state), expected, "{step:?} from {:?}", state.stage());
        }
    }
}

#[test]
fn each_part_has_its_own_deadline_from_when_it_began_and_extra_time_of_the_person() {
    let extra = ExtraTime::try_from(25).expect("a share");
    let attempt = Attempt::Registered.start(&PLAN, extra, GRACE, holder(1), at(0)).expect("a start");
    let ends = |attempt: &Attempt| {
        let Attempt::InProgress(running) = attempt else { panic!("in progress") };
        let Some(PartStage::Running { ends_at, .. }) = running.current().map(|part| part.stage) else {
            panic!("a running part")
        };
        (ends_at, running.due_at())
    };
    assert_eq!(ends(&attempt), (at(75 * 60), at(75 * 60 + 5)));
    let next = attempt.submit_part(PartKind::Theory, at(60)).expect("handed in").begin_part(at(90)).expect("begun");
    assert_eq!(ends(&next).0, at(90) + Duration::seconds(30 * 60 * 125 / 100));
}

#[test]
fn a_part_ends_at_the_end_of_its_grace_however_late_somebody_closes_it() {
    let end = 60 * 60 + 5;
    let closed = |seconds, by: fn(&Attempt, DateTime<Utc>) -> Result<Attempt, Refused>| {
        let Attempt::InProgress(running) = by(&started(), at(seconds)).expect("a step") else { panic!("a pause") };
        let PartStage::Closed { at, by, .. } = running.parts[0].stage else { panic!("closed") };
        (at, by, running.due_at())
    };
    let submit = |attempt: &Attempt, now| attempt.submit_part(PartKind::Theory, now);
    assert_eq!(closed(end - 1, submit), (at(end - 1), Ending::Submitted, at(end - 1) + PAUSE));
    assert_eq!(closed(end, submit), (at(end), Ending::Expired, at(end) + PAUSE));
    assert_eq!(closed(end + 7200, Attempt::expire), (at(end), Ending::Expired, at(end) + PAUSE));
}

#[test]
fn whoever_does_not_go_on_after_the_pause_has_handed_in() {
    let late = at(100) + PAUSE;
    assert_eq!(paused().begin_part(late), Err(Refused::PauseOver));
    assert_eq!(paused().expire(late - Duration::seconds(1)), Err(Refused::NotDue));
    let Attempt::Expired(closed) = paused().expire(late).expect("due") else { panic!("expired") };
    assert!(matches!(closed.parts[1].stage, PartStage::Closed { started_at: None, by: Ending::Expired, .. }));
}

#[test]
fn taking_over_gives_a_new_lease_and_refuses_the_old_one_with_where_and_since_when() {
    let Attempt::InProgress(first) = started() else { panic!("in progress") };
    let Attempt::InProgress(second) = started().take_over(holder(2), at(50)).expect("a take-over") else {
        panic!("in progress")
    };
    assert_eq!((first.lease.number, second.lease.number), (1, 2));
    assert_eq!(second.lease.admits(second.lease.id), Ok(()));
    let refused = second.lease.admits(first.lease.id).expect_err("the old device");
    assert_eq!((refused.device.as_str(), refused.since), ("device 2", at(50)));
    assert_eq!(first.parts, second.parts, "the clock does not notice");
}

#[test]
fn a_state_reads_back_from_its_word() {
    for stage in Stage::ALL {
        assert_eq!(stage.id().parse(), Ok(stage));
    }
    assert!("open".parse::<Stage>().is_err());
}
