//! `cost`: what people who use Parley cost whoever runs it, from what a call takes and what the platform charges.

mod prices;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use indicatif::ProgressBar;

use self::prices::{LINGERS_SECONDS, MESSAGES_PER_REQUEST, OBJECT_GIGABYTES, SERVERS, Usage};
use crate::report::{Metric, PARLEY, Plan, Sample};
use crate::script;
use crate::setup::OLD_FLOW;

const BILL: &str = "price of a month";
const FREE: &str = "people a day on the free plan";
const WORKER_REQUESTS: &str = "requests to the Worker";
const OBJECT_REQUESTS: &str = "requests to the object";
const ALARMS: &str = "alarms";
const MESSAGES: &str = "messages into the object";
const MESSAGES_A_MINUTE: &str = "messages into the object a minute";
const BEATS_A_MINUTE: &str = "heartbeats a minute";
const ROWS_READ: &str = "rows read";
const ROWS_WRITTEN: &str = "rows written";
const CPU: &str = "server CPU";
const MEMORY: &str = "memory";

pub(crate) const PLAN: Plan = Plan {
    name: "cost",
    title: "Cost: what people in calls of four, of thirty minutes, once a day, cost whoever runs the servers",
    axis: "people a day",
    metrics: &[
        metric(BILL, "US dollars", 2),
        metric(FREE, "people", 0),
        metric(WORKER_REQUESTS, "requests", 2),
        metric(OBJECT_REQUESTS, "requests", 2),
        metric(ALARMS, "alarms", 2),
        metric(MESSAGES, "messages", 2),
        metric(MESSAGES_A_MINUTE, "messages", 2),
        metric(BEATS_A_MINUTE, "messages", 2),
        metric(ROWS_READ, "rows", 2),
        metric(ROWS_WRITTEN, "rows", 2),
        metric(CPU, "ms", 1),
        metric(MEMORY, "kB", 1),
    ],
    bars: &[],
};

const fn metric(name: &'static str, unit: &'static str, digits: usize) -> Metric {
    Metric { name, unit, digits }
}

/// The design that is compared with: sockets that do not hibernate, so that each heartbeat reaches the object.
const AWAKE: &str = "never asleep";

/// What is assumed of those who use it. Nobody measured it.
mod assumed {
    /// People in a call, all of them from its beginning to its end.
    pub(super) const PEOPLE: f64 = 4.0;
    pub(super) const CALLS_A_DAY: f64 = 1.0;
    pub(super) const MINUTES_A_CALL: f64 = 30.0;
    pub(super) const DAYS_A_MONTH: f64 = 30.0;
    /// How many times as many there are at the busiest time as on average over the day.
    pub(super) const PEAK: f64 = 4.0;
    /// The part of a server's memory that may be in use then.
    pub(super) const FILLED: f64 = 0.75;
}

const MINUTES_A_DAY: f64 = 24.0 * 60.0;
/// How many use it each day.
const CROWDS: [(&str, f64); 2] = [("1,000", 1e3), ("1,000,000", 1e6)];

/// Counts what calls take, and reckons.
pub(crate) fn run(root: &Path, quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    let (rounds, seconds) = if quick { (1, 15) } else { (3, 60) };
    let arguments = [rounds, assumed::PEOPLE as u32, seconds].map(|number| number.to_string());
    let mut samples = script::run(root, "cost.js", &arguments, progress)?;
    let mut reckoned = Vec::new();
    for round in 0..rounds as usize {
        let call = Call::of(&samples, round)?;
        let mut add = |case: &str, contender: &str, metric: &str, value| {
            reckoned.push(Sample {
                case: case.to_owned(),
                contender: contender.to_owned(),
                metric: metric.to_owned(),
                round,
                value,
            });
        };
        for (case, people) in CROWDS {
            let calls = people * assumed::CALLS_A_DAY * assumed::DAYS_A_MONTH;
            add(case, PARLEY, BILL, call.usage().times(calls).bill());
            add(case, AWAKE, BILL, call.usage_awake().times(calls).bill());
            for server in SERVERS {
                let count = servers(people, call.memory, server.gigabytes);
                add(case, server.name, BILL, count * server.price);
            }
        }
        let free = |usage: Usage| usage.times(assumed::CALLS_A_DAY).fits_free();
        add("free plan", PARLEY, FREE, free(call.usage()));
        add("free plan", AWAKE, FREE, free(call.usage_awake()));
    }
    samples.extend(reckoned);
    Ok(samples)
}

/// How many servers hold everyone at the busiest time, by their memory alone.
fn servers(people_a_day: f64, kilobytes_each: f64, gigabytes: f64) -> f64 {
    let average = people_a_day * assumed::CALLS_A_DAY * assumed::MINUTES_A_CALL / MINUTES_A_DAY;
    let needed = average * assumed::PEAK * kilobytes_each / 1e6;
    (needed / (gigabytes * assumed::FILLED)).ceil().max(1.0)
}

/// What one person in a call took.
#[derive(Debug)]
struct Call {
    worker_requests: f64,
    object_requests: f64,
    alarms: f64,
    messages: f64,
    messages_a_minute: f64,
    beats_a_minute: f64,
    rows_read: f64,
    rows_written: f64,
    cpu_millis: f64,
    /// What the old flow's servers keep for a person, in kilobytes.
    memory: f64,
}

impl Call {
    fn of(samples: &[Sample], round: usize) -> Result<Self> {
        let own = samples.iter().filter(|sample| sample.round == round);
        let figures: BTreeMap<_, _> = own
            .map(|s| ((s.contender.as_str(), s.metric.as_str()), s.value))
            .collect();
        let figure = |contender, metric| {
            let value = figures.get(&(contender, metric)).copied();
            value.with_context(|| format!("nobody counted {metric}"))
        };
        Ok(Self {
            worker_requests: figure(PARLEY, WORKER_REQUESTS)?,
            object_requests: figure(PARLEY, OBJECT_REQUESTS)?,
            alarms: figure(PARLEY, ALARMS)?,
            messages: figure(PARLEY, MESSAGES)?,
            messages_a_minute: figure(PARLEY, MESSAGES_A_MINUTE)?,
            beats_a_minute: figure(PARLEY, BEATS_A_MINUTE)?,
            rows_read: figure(PARLEY, ROWS_READ)?,
            rows_written: figure(PARLEY, ROWS_WRITTEN)?,
            cpu_millis: figure(PARLEY, CPU)?,
            memory: figure(OLD_FLOW, MEMORY)?,
        })
    }

    /// What is billed for a person's call. All of the server's CPU time counts twice, as the Worker's and as time in
    /// which the object was active: more than either.
    fn usage(&self) -> Usage {
        let messages = self.messages + self.messages_a_minute * assumed::MINUTES_A_CALL;
        Usage {
            worker_requests: self.worker_requests,
            worker_cpu_millis: self.cpu_millis,
            object_requests: self.object_requests + self.alarms + messages / MESSAGES_PER_REQUEST,
            gigabyte_seconds: self.cpu_millis / 1e3 * OBJECT_GIGABYTES,
            rows_read: self.rows_read,
            rows_written: self.rows_written,
        }
    }

    /// The same if no socket hibernated: heartbeats are messages, and the object is active as long as anyone is there.
    fn usage_awake(&self) -> Usage {
        let usage = self.usage();
        let beats = self.beats_a_minute * assumed::MINUTES_A_CALL;
        let seconds = (assumed::MINUTES_A_CALL * 60.0 + LINGERS_SECONDS) / assumed::PEOPLE;
        Usage {
            object_requests: usage.object_requests + beats / MESSAGES_PER_REQUEST,
            gigabyte_seconds: seconds * OBJECT_GIGABYTES,
            ..usage
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Call = Call {
        worker_requests: 3.0,
        object_requests: 1.0,
        alarms: 0.0,
        messages: 20.0,
        messages_a_minute: 0.0,
        beats_a_minute: 2.0,
        rows_read: 4.0,
        rows_written: 3.0,
        cpu_millis: 10.0,
        memory: 30.0,
    };

    #[test]
    fn messages_count_as_a_twentieth_of_a_request() {
        assert_eq!(CALL.usage().object_requests, 2.0);
        assert_eq!(CALL.usage_awake().object_requests, 5.0);
    }

    #[test]
    fn an_object_that_never_sleeps_is_billed_for_all_the_time_that_its_people_share() {
        let seconds = CALL.usage_awake().gigabyte_seconds / OBJECT_GIGABYTES;
        assert_eq!(seconds * assumed::PEOPLE, 30.0 * 60.0 + 10.0);
        assert!(CALL.usage().gigabyte_seconds < CALL.usage_awake().gigabyte_seconds / 1_000.0);
    }

    #[test]
    fn there_is_one_server_at_least_and_enough_for_the_busiest_time() {
        assert_eq!(servers(1e3, 30.0, 1.0), 1.0);
        // 20,833 on average, four times as many at the peak, 2.5 GB.
        assert_eq!(servers(1e6, 30.0, 1.0), 4.0);
        assert_eq!(servers(1e6, 30.0, 8.0), 1.0);
    }
}
