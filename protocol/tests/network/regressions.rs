//! Schedules that once went wrong, at their shortest. Each name says what went wrong.

use crate::campaign::holds;
use crate::ms;
use crate::schedule::Coda::*;
use crate::schedule::Event::*;
use crate::schedule::Schedule;

#[test]
fn someone_who_slept_mends_a_connection_whose_other_end_was_forgotten() {
    holds(&Schedule {
        seed: 9,
        people: 4,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(1168), Join(2)),
            (ms(5834), Join(3)),
            (ms(63523), Sleep(2, ms(157771))),
            (ms(65424), Disaster),
        ],
        coda: vec![],
    });
}

#[test]
fn a_tab_gets_its_seat_back_and_mends_a_connection_of_its_life_before() {
    holds(&Schedule {
        seed: 556,
        people: 7,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(321), Join(6)),
            (ms(3107), Join(5)),
            (ms(45149), Offline(6, ms(36638))),
            (ms(45149), Drop(6)),
            (ms(51386), SecondTab(6)),
            (ms(59419), Join(6)),
        ],
        coda: vec![],
    });
}

#[test]
fn a_repetition_stays_due_behind_a_restart() {
    holds(&Schedule {
        seed: 24,
        people: 7,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(33253), Join(6)),
            (ms(37357), Join(5)),
            (ms(42855), Crash(5)),
            (ms(51315), Deploy),
        ],
        coda: vec![],
    });
}

#[test]
fn someone_who_was_refused_a_seat_is_taken_for_a_peerjs_page() {
    holds(&Schedule {
        seed: 47,
        people: 5,
        capacity: 4,
        secrets: vec![],
        events: vec![
            (ms(8265), Join(3)),
            (ms(9373), Join(2)),
            (ms(11271), Join(0)),
            (ms(14448), Watch(4)),
            (ms(14540), Join(1)),
            (ms(16296), Join(4)),
        ],
        coda: vec![Leaves(4)],
    });
}

#[test]
fn repeated_offers_put_off_the_replacement_of_a_connection_that_cannot_take_them() {
    holds(&Schedule {
        seed: 46143,
        people: 8,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(531), Watch(5)),
            (ms(1409), Join(5)),
            (ms(1481), Watch(1)),
            (ms(1626), Join(2)),
            (ms(1743), Watch(6)),
            (ms(2396), Watch(0)),
            (ms(2408), Join(4)),
            (ms(2816), Join(7)),
            (ms(3510), Join(3)),
            (ms(3540), Refuse(0, 7)),
            (ms(3619), Join(6)),
            (ms(4728), Break(5, 2)),
            (ms(6523), Join(0)),
            (ms(11519), Stall(2, ms(12110))),
            (ms(17072), Refuse(5, 2)),
        ],
        coda: vec![],
    });
}

#[test]
fn someone_who_has_missed_nothing_yet_answers_on_the_channel_that_broke() {
    holds(&Schedule {
        seed: 66,
        people: 7,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(74), Join(2)),
            (ms(1067), Reload(4)),
            (ms(1633), Join(4)),
            (ms(2059), Join(0)),
            (ms(2268), Join(5)),
        ],
        coda: vec![Deserted(0, 2)],
    });
}

#[test]
fn two_offers_stay_open_because_the_answer_to_one_was_lost() {
    holds(&Schedule {
        seed: 1984,
        people: 8,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(5280), Join(3)),
            (ms(10510), Join(1)),
            (ms(10896), Join(2)),
            (ms(34915), Offline(1, ms(47688))),
            (ms(39606), Disaster),
            (ms(46057), Cut(2, 1, ms(8457))),
        ],
        coda: vec![],
    });
}

#[test]
fn a_connection_that_refused_a_restart_outlives_the_stall() {
    holds(&Schedule {
        seed: 13401,
        people: 2,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(2635), Join(1)),
            (ms(4399), Join(0)),
            (ms(25351), Refuse(0, 1)),
            (ms(26670), Cut(0, 1, ms(3925))),
        ],
        coda: vec![],
    });
}

#[test]
fn an_offer_that_was_rolled_back_comes_late_by_another_way() {
    holds(&Schedule {
        seed: 125840,
        people: 7,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(1503), Watch(6)),
            (ms(1774), Watch(0)),
            (ms(3192), Join(6)),
            (ms(4069), Join(0)),
            (ms(7252), Watch(3)),
            (ms(7491), Join(4)),
            (ms(9175), Watch(1)),
            (ms(10228), Join(1)),
            (ms(11217), Join(5)),
            (ms(12016), Join(3)),
            (ms(13219), Join(2)),
            (ms(15879), Offline(0, ms(50446))),
            (ms(15879), Drop(0)),
            (ms(16092), Drop(6)),
            (ms(16231), Offline(2, ms(18233))),
            (ms(16231), Drop(2)),
            (ms(16791), Mute(0)),
        ],
        coda: vec![Deserted(1, 6)],
    });
}

#[test]
fn a_seat_becomes_free_while_nobody_tells_those_who_wait() {
    holds(&Schedule {
        seed: 159868,
        people: 8,
        capacity: 7,
        secrets: vec![],
        events: vec![
            (ms(3), Watch(5)),
            (ms(18), Watch(6)),
            (ms(25), Watch(7)),
            (ms(32), Watch(3)),
            (ms(41), Join(1)),
            (ms(48), Watch(2)),
            (ms(57), Watch(4)),
            (ms(60), Join(5)),
            (ms(80), Join(0)),
            (ms(179), Join(6)),
            (ms(656), Join(3)),
            (ms(748), Join(2)),
            (ms(1723), Join(7)),
            (ms(2400), Join(4)),
            (ms(25385), Disaster),
            (ms(27842), Leave(5)),
            (ms(30315), Join(5)),
            (ms(32633), Leave(4)),
            (ms(34418), Disaster),
            (ms(36858), Watch(4)),
            (ms(39728), Disaster),
            (ms(41150), Join(4)),
            (ms(41514), Leave(5)),
        ],
        coda: vec![],
    });
}

#[test]
fn a_signal_goes_down_with_the_websocket_that_carries_it() {
    holds(&Schedule {
        seed: 4355,
        people: 4,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(7), Watch(2)),
            (ms(7), Join(3)),
            (ms(37), Watch(0)),
            (ms(63), Watch(1)),
            (ms(2326), Leave(1)),
            (ms(3618), Join(2)),
            (ms(3776), Join(0)),
            (ms(3803), Join(1)),
            (ms(12982), Refuse(3, 0)),
        ],
        coda: vec![Deserted(1, 2), Deserted(1, 0)],
    });
}

#[test]
fn someone_who_moved_repeats_an_answer_to_an_offer_before_the_open_one() {
    holds(&Schedule {
        seed: 62518,
        people: 6,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(3), Watch(2)),
            (ms(6), Watch(4)),
            (ms(37), Watch(0)),
            (ms(54), Watch(3)),
            (ms(61), Watch(5)),
            (ms(76), Join(1)),
            (ms(532), Join(4)),
            (ms(1237), Join(0)),
            (ms(2340), Join(5)),
            (ms(5414), Join(2)),
            (ms(7351), Sleep(0, ms(188098))),
            (ms(9625), Sleep(5, ms(173670))),
            (ms(40496), Sleep(2, ms(78425))),
        ],
        coda: vec![Deserted(0, 1), Moves(1)],
    });
}

#[test]
fn whoever_has_the_last_seat_is_gone_without_the_servers_knowledge() {
    holds(&Schedule {
        seed: 377782,
        people: 3,
        capacity: 2,
        secrets: vec![],
        events: vec![
            (ms(2375), Join(2)),
            (ms(2580), Join(0)),
            (ms(4599), Join(1)),
            (ms(5635), Offline(2, ms(33202))),
            (ms(5635), Drop(2)),
            (ms(52253), HalfOpen(0)),
            (ms(59317), Leave(0)),
        ],
        coda: vec![],
    });
}

#[test]
fn someone_who_waits_to_be_let_in_takes_another_name() {
    holds(&Schedule {
        seed: 9407,
        people: 4,
        capacity: 12,
        secrets: vec![1, 1, 0, 1],
        events: vec![
            (ms(7312), Join(3)),
            (ms(8064), Govern(3, false, true)),
            (ms(10323), Join(0)),
            (ms(16792), Rename(0)),
        ],
        coda: vec![],
    });
}

#[test]
fn the_only_one_who_could_open_the_door_is_gone_without_the_servers_knowledge() {
    holds(&Schedule {
        seed: 12350,
        people: 2,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(74), Watch(0)),
            (ms(3345), Join(1)),
            (ms(4425), Join(0)),
            (ms(9656), Disaster),
            (ms(10335), Throttle(1, ms(32446))),
            (ms(14610), Govern(0, false, true)),
            (ms(16403), Vanish(0)),
        ],
        coda: vec![],
    });
}

#[test]
fn someone_goes_before_those_who_heard_from_them_have_looked_who_is_there() {
    holds(&Schedule {
        seed: 449172,
        people: 4,
        capacity: 12,
        secrets: vec![],
        events: vec![
            (ms(4), Watch(3)),
            (ms(5), Watch(2)),
            (ms(38), Watch(0)),
            (ms(45), Watch(1)),
            (ms(230), Leave(0)),
            (ms(2368), Join(3)),
            (ms(5063), Join(2)),
            (ms(5146), Join(1)),
            (ms(6005), Join(0)),
            (ms(6929), Leave(0)),
        ],
        coda: vec![],
    });
}

#[test]
fn new_rules_come_before_the_word_that_the_room_is_full() {
    holds(&Schedule {
        seed: 595148,
        people: 3,
        capacity: 2,
        secrets: vec![],
        events: vec![
            (ms(33), Watch(0)),
            (ms(87), Join(2)),
            (ms(99), Watch(1)),
            (ms(1715), Join(0)),
            (ms(4420), Join(1)),
            (ms(25275), Govern(2, true, true)),
            (ms(34581), Outage(ms(32649))),
            (ms(34582), Deploy),
            (ms(37058), Offline(1, ms(56819))),
        ],
        coda: vec![Comes(2)],
    });
}
