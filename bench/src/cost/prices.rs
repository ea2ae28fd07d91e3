//! What the platform charges, and what servers cost that one rents: US dollars without tax, as published.
//!
//! Workers and Durable Objects on the paid plan, read on 23 November 2026:
//! <https://developers.cloudflare.com/workers/platform/pricing/> and
//! <https://developers.cloudflare.com/durable-objects/platform/pricing/>. Servers: the basic droplets with shared
//! processors of <https://docs.digitalocean.com/products/droplets/details/pricing/>, by the list of July 2022.

/// The plan itself, a month.
const SUBSCRIPTION: f64 = 5.0;

/// Something that is billed by the million.
#[derive(Clone, Copy, Debug)]
struct Price {
    per_million: f64,
    /// How much of it a month of the plan includes.
    included: f64,
}

const WORKER_REQUESTS: Price = price(0.30, 10e6);
/// In milliseconds.
const WORKER_CPU: Price = price(0.02, 30e6);
const OBJECT_REQUESTS: Price = price(0.15, 1e6);
/// In gigabytes times seconds.
const DURATION: Price = price(12.50, 400e3);
const ROWS_READ: Price = price(0.001, 25e9);
const ROWS_WRITTEN: Price = price(1.00, 50e6);

/// So many messages that come in by a websocket are billed as one request. Those that go out cost nothing.
pub(super) const MESSAGES_PER_REQUEST: f64 = 20.0;
/// What an object is billed for while it runs, however little it uses, in gigabytes.
pub(super) const OBJECT_GIGABYTES: f64 = 0.128;
/// For how long an object that cannot hibernate goes on running when nobody is connected any more.
pub(super) const LINGERS_SECONDS: f64 = 10.0;

/// What is used of all these.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    pub(super) worker_requests: f64,
    pub(super) worker_cpu_millis: f64,
    pub(super) object_requests: f64,
    pub(super) gigabyte_seconds: f64,
    pub(super) rows_read: f64,
    pub(super) rows_written: f64,
}

/// What the free plan allows in a day. Beyond any of these it refuses.
const FREE: Usage = Usage {
    worker_requests: 100e3,
    // Ten milliseconds for each request, which is no limit on the day.
    worker_cpu_millis: f64::INFINITY,
    object_requests: 100e3,
    gigabyte_seconds: 13e3,
    rows_read: 5e6,
    rows_written: 100e3,
};

/// A server that one rents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Server {
    pub(super) name: &'static str,
    /// A month.
    pub(super) price: f64,
    pub(super) gigabytes: f64,
}

pub(super) const SERVERS: [Server; 2] = [
    Server {
        name: "servers of 1 GB",
        price: 6.0,
        gigabytes: 1.0,
    },
    Server {
        name: "servers of 8 GB",
        price: 48.0,
        gigabytes: 8.0,
    },
];

impl Usage {
    pub(super) fn times(self, factor: f64) -> Self {
        Self {
            worker_requests: self.worker_requests * factor,
            worker_cpu_millis: self.worker_cpu_millis * factor,
            object_requests: self.object_requests * factor,
            gigabyte_seconds: self.gigabyte_seconds * factor,
            rows_read: self.rows_read * factor,
            rows_written: self.rows_written * factor,
        }
    }

    /// What a month costs in which this is used.
    pub(super) fn bill(self) -> f64 {
        SUBSCRIPTION
            + WORKER_REQUESTS.charge(self.worker_requests)
            + WORKER_CPU.charge(self.worker_cpu_millis)
            + OBJECT_REQUESTS.charge(self.object_requests)
            + DURATION.charge(self.gigabyte_seconds)
            + ROWS_READ.charge(self.rows_read)
            + ROWS_WRITTEN.charge(self.rows_written)
    }

    /// How often this fits into a day of the free plan.
    pub(super) fn fits_free(self) -> f64 {
        let shares = [
            FREE.worker_requests / self.worker_requests,
            FREE.object_requests / self.object_requests,
            FREE.gigabyte_seconds / self.gigabyte_seconds,
            FREE.rows_read / self.rows_read,
            FREE.rows_written / self.rows_written,
        ];
        shares.into_iter().fold(f64::INFINITY, f64::min)
    }
}

impl Price {
    /// What a month costs in which so much is used: every million begun beyond what is included.
    fn charge(self, used: f64) -> f64 {
        ((used - self.included).max(0.0) / 1e6).ceil() * self.per_million
    }
}

const fn price(per_million: f64, included: f64) -> Price {
    Price {
        per_million,
        included,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(bill: f64) -> i64 {
        (bill * 100.0).round() as i64
    }

    #[test]
    fn the_published_examples_for_workers_come_out() {
        let bill = |requests: f64, millis_each: f64| {
            let usage = Usage {
                worker_requests: requests,
                worker_cpu_millis: requests * millis_each,
                ..Usage::default()
            };
            cents(usage.bill())
        };
        assert_eq!(bill(15e6, 7.0), 800);
        assert_eq!(bill(100e6, 7.0), 4_540);
    }

    #[test]
    fn the_published_examples_for_objects_come_out() {
        let bill = |sockets: f64, messages: f64, seconds: f64| {
            let usage = Usage {
                object_requests: sockets + messages / MESSAGES_PER_REQUEST,
                gigabyte_seconds: seconds * OBJECT_GIGABYTES,
                ..Usage::default()
            };
            cents(usage.bill())
        };
        // Without hibernation, and with it.
        assert_eq!(bill(150e3, 72e6, 86.4e6), 14_295);
        assert_eq!(bill(10e3, 432e6, 4.32e6), 2_065);
    }

    #[test]
    fn the_tightest_limit_of_the_free_plan_counts() {
        let usage = Usage {
            worker_requests: 4.0,
            object_requests: 2.0,
            rows_written: 5.0,
            ..Usage::default()
        };
        assert_eq!(usage.fits_free(), 20e3);
    }
}
