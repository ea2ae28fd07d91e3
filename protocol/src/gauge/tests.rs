//! One connection's statistics, read four times a second.

use super::*;

const EACH: Duration = Duration::from_millis(250);

struct Connection {
    gauge: Gauge,
    now: Duration,
    next: Sample,
    /// Bytes that go out between two readings.
    sends: u64,
}

impl Connection {
    /// The other side sends sound, this side a picture.
    fn new() -> Self {
        Self {
            gauge: Gauge::default(),
            now: Duration::from_secs(100),
            next: Sample {
                expects: true,
                sends_picture: true,
                carries: Some(1_000_000),
                lost: Some(0.0),
                ..Sample::default()
            },
            // All of 100 kbit/s.
            sends: 3_125,
        }
    }

    /// Time passes, with packets coming in or not, and these are the findings.
    fn passes(&mut self, millis: u64, packets: bool) -> Vec<Finding> {
        let end = self.now + Duration::from_millis(millis);
        let mut findings = Vec::new();
        while self.now + EACH <= end {
            self.now += EACH;
            self.next.received += if packets { 900 } else { 0 };
            self.next.sent += self.sends;
            findings.extend(self.gauge.read(self.next, self.now));
        }
        findings
    }

    /// Packets come in until something is found.
    fn until_found(&mut self) -> (Finding, Duration) {
        let start = self.now;
        loop {
            if let [finding] = self.passes(250, true)[..] {
                return (finding, self.now - start);
            }
        }
    }

    fn flowing() -> Self {
        let mut connection = Self::new();
        assert_eq!(connection.passes(15_000, true), []);
        connection
    }
}

#[test]
fn packets_that_stay_away_are_looked_for_more_often() {
    let mut connection = Connection::flowing();
    let usual = connection.gauge.read_again_after();
    connection.passes(2_000, false);
    assert!(connection.gauge.read_again_after() < usual);
    connection.passes(250, true);
    assert_eq!(connection.gauge.read_again_after(), usual);

    connection.passes(2_000, false);
    connection.next.expects = false;
    connection.passes(250, false);
    assert_eq!(connection.gauge.read_again_after(), usual, "none are due");
}

#[test]
fn packets_that_stay_away_for_long_are_looked_for_as_usual() {
    let mut connection = Connection::flowing();
    let usual = connection.gauge.read_again_after();
    connection.passes(90_000, false);
    assert_eq!(connection.gauge.read_again_after(), usual);
}

#[test]
fn packets_that_stay_away_for_1200_ms_are_missed_once() {
    let mut connection = Connection::flowing();
    assert_eq!(connection.passes(1_000, false), []);
    assert_eq!(connection.passes(500, false), [Finding::Stalled]);
    assert_eq!(connection.passes(10_000, false), []);
    assert_eq!(connection.passes(1_000, true), [Finding::Flows]);
}

#[test]
fn nothing_is_missed_of_someone_who_sends_nothing() {
    let mut connection = Connection::flowing();
    connection.next.expects = false;
    assert_eq!(connection.passes(60_000, false), []);
    connection.next.expects = true;
    assert_eq!(connection.passes(1_000, false), [], "it has just begun");
}

#[test]
fn a_stall_is_over_when_nothing_is_due_any_more() {
    let mut connection = Connection::flowing();
    assert_eq!(connection.passes(1_500, false), [Finding::Stalled]);
    connection.next.expects = false;
    assert_eq!(connection.passes(1_000, false), [Finding::Flows]);
}

#[test]
fn a_driver_that_slept_does_not_take_its_sleep_for_a_stall() {
    let mut connection = Connection::flowing();
    connection.now += Duration::from_secs(60);
    assert_eq!(connection.passes(250, false), []);
    assert_eq!(connection.passes(5_000, true), []);
}

#[test]
fn a_route_is_told_when_it_changes() {
    let mut connection = Connection::flowing();
    connection.next.route = Some(Route::Direct);
    assert_eq!(
        connection.passes(1_000, true),
        [Finding::Takes(Route::Direct)]
    );
    connection.next.route = None;
    assert_eq!(connection.passes(1_000, true), []);
    connection.next.route = Some(Route::Relayed);
    assert_eq!(
        connection.passes(1_000, true),
        [Finding::Takes(Route::Relayed)]
    );
}

#[test]
fn a_network_that_loses_a_fifth_for_6_s_is_strained() {
    let mut connection = Connection::flowing();
    connection.next.lost = Some(0.2);
    assert_eq!(connection.passes(6_000, true), []);
    assert_eq!(connection.passes(500, true), [Finding::Strained(true)]);
}

#[test]
fn a_network_that_carries_little_is_strained_only_by_a_picture() {
    let mut connection = Connection::flowing();
    connection.next.carries = Some(100_000);
    connection.next.sends_picture = false;
    assert_eq!(connection.passes(60_000, true), []);
    connection.next.sends_picture = true;
    assert_eq!(connection.passes(17_000, true), [Finding::Strained(true)]);
}

#[test]
fn an_estimate_of_which_little_is_used_says_nothing_until_more_is() {
    let mut connection = Connection::flowing();
    connection.next.carries = Some(230_000);
    assert_eq!(connection.passes(60_000, true), []);
    connection.sends *= 2;
    let (strained, after) = connection.until_found();
    assert_eq!(strained, Finding::Strained(true));
    assert!(after < STRAINED_FOR * 2, "{after:?}");
}

#[test]
fn an_estimate_of_which_little_is_used_does_not_count_for_one_lost_packet() {
    let mut connection = Connection::flowing();
    connection.next.carries = Some(230_000);
    for _ in 0..20 {
        connection.next.lost = Some(0.2);
        assert_eq!(connection.passes(1_000, true), []);
        connection.next.lost = Some(0.0);
        assert_eq!(connection.passes(4_000, true), []);
    }
}

#[test]
fn losses_count_however_little_is_sent() {
    let mut connection = Connection::flowing();
    connection.next.carries = Some(230_000);
    connection.next.lost = Some(0.2);
    connection.sends = 100;
    assert_eq!(connection.passes(6_500, true), [Finding::Strained(true)]);
}

#[test]
fn nothing_is_held_against_a_network_that_the_browser_has_yet_to_measure() {
    let mut connection = Connection::new();
    connection.next.carries = Some(100_000);
    assert_eq!(connection.passes(10_000, true), []);
    connection.next.carries = Some(1_000_000);
    assert_eq!(connection.passes(60_000, true), []);
}

#[test]
fn a_network_that_is_gone_for_a_while_is_not_strained_and_is_measured_anew_after() {
    for expects in [true, false] {
        let mut connection = Connection::flowing();
        connection.next.expects = expects;
        connection.next.carries = Some(30_000);
        let strained = |found: &Finding| matches!(found, Finding::Strained(_));
        assert!(!connection.passes(25_000, false).iter().any(strained));
        assert!(!connection.passes(10_000, true).iter().any(strained));
        connection.next.carries = Some(1_000_000);
        assert_eq!(connection.passes(60_000, true), []);
    }
}

#[test]
fn a_dip_is_no_strain() {
    let mut connection = Connection::flowing();
    for _ in 0..10 {
        connection.next.carries = Some(100_000);
        assert_eq!(connection.passes(5_500, true), []);
        connection.next.carries = Some(1_000_000);
        assert_eq!(connection.passes(500, true), []);
    }
}

#[test]
fn a_strained_network_is_tried_again_and_less_often_each_time_in_vain() {
    let mut connection = Connection::flowing();
    connection.next.lost = Some(0.3);
    for seconds in [10, 20, 40, 80, 120, 120] {
        assert_eq!(connection.until_found().0, Finding::Strained(true));
        let relief = (Finding::Strained(false), Duration::from_secs(seconds));
        assert_eq!(connection.until_found(), relief);
    }
}

#[test]
fn a_network_that_recovered_is_tried_again_soon_the_next_time() {
    let mut connection = Connection::flowing();
    for _ in 0..3 {
        connection.next.lost = Some(0.3);
        assert_eq!(connection.passes(7_000, true), [Finding::Strained(true)]);
        connection.next.lost = Some(0.0);
        assert_eq!(connection.passes(10_000, true), [Finding::Strained(false)]);
        assert_eq!(connection.passes(60_000, true), []);
    }
}
