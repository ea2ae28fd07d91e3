//! The statistics of a connection, read as often as the gauge asks for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Map, Reflect};
use parley_protocol::call::{ConnectionId, Input};
use parley_protocol::gauge::{Gauge, Route, Sample};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::RtcPeerConnection;

use crate::browser::inbox::Inbox;
use crate::browser::page;
use crate::browser::timer::Timer;

/// Reads a connection's statistics until it is dropped, and reports what they say.
pub(super) struct Meter(Rc<Reading>);

struct Reading {
    connection: RtcPeerConnection,
    id: ConnectionId,
    /// Whether the other side is to send anything.
    expects: Cell<bool>,
    gauge: RefCell<Gauge>,
    timer: RefCell<Option<Timer>>,
    inputs: Inbox<Input>,
}

impl Meter {
    pub(super) fn start(
        connection: &RtcPeerConnection,
        id: ConnectionId,
        inputs: Inbox<Input>,
    ) -> Self {
        let reading = Rc::new(Reading {
            connection: connection.clone(),
            id,
            expects: Cell::new(false),
            gauge: RefCell::new(Gauge::default()),
            timer: RefCell::new(None),
            inputs,
        });
        let weak = Rc::downgrade(&reading);
        let mut timer = Timer::new(move || {
            if let Some(reading) = weak.upgrade() {
                spawn_local(reading.read());
            }
        });
        timer.set(reading.gauge.borrow().read_again_after());
        *reading.timer.borrow_mut() = Some(timer);
        Self(reading)
    }

    pub(super) fn expect(&self, expects: bool) {
        self.0.expects.set(expects);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        // Ends the readings even if one is under way.
        self.0.timer.take();
    }
}

impl Reading {
    async fn read(self: Rc<Self>) {
        let report = self.connection.get_stats().await;
        let Some(timer) = &mut *self.timer.borrow_mut() else {
            return;
        };
        let mut gauge = self.gauge.borrow_mut();
        let findings = report.map(|report| {
            let sample = Sample {
                expects: self.expects.get(),
                ..sample(report.unchecked_ref())
            };
            gauge.read(sample, page::now())
        });
        timer.set(gauge.read_again_after());
        let connection = self.id;
        let findings = findings.unwrap_or_default();
        self.inputs
            .extend(findings.into_iter().map(|finding| Input::Found {
                connection,
                finding,
            }));
    }
}

/// What the gauge needs of a report. W3C Identifiers for WebRTC's Statistics API.
fn sample(report: &Map) -> Sample {
    let mut sample = Sample::default();
    let mut selected = None;
    report.for_each(&mut |stats, _| match text(&stats, "type").as_deref() {
        Some("inbound-rtp") => {
            sample.received += number(&stats, "bytesReceived").unwrap_or(0.0) as u64
        }
        Some("remote-inbound-rtp") => {
            let lost = number(&stats, "fractionLost");
            sample.lost = [sample.lost, lost].into_iter().flatten().reduce(f64::max);
        }
        Some("outbound-rtp") => {
            sample.sends_picture |= text(&stats, "kind").as_deref() == Some("video")
                && number(&stats, "framesPerSecond").is_some_and(|rate| rate > 0.0);
        }
        Some("transport") => {
            sample.sent += number(&stats, "bytesSent").unwrap_or(0.0) as u64;
            selected = text(&stats, "selectedCandidatePairId");
        }
        Some(_) | None => {}
    });
    let pair = selected.map(|id| report.get(&id.into()));
    if let Some(pair) = pair.filter(JsValue::is_object) {
        sample.carries = number(&pair, "availableOutgoingBitrate").map(|rate| rate as u64);
        sample.route = route(report, &pair);
    }
    sample
}

fn route(report: &Map, pair: &JsValue) -> Option<Route> {
    let end = |key| {
        let candidate = report.get(&text(pair, key)?.into());
        text(&candidate, "candidateType")
    };
    let ends = [end("localCandidateId")?, end("remoteCandidateId")?];
    Some(match ends.iter().any(|kind| kind == "relay") {
        true => Route::Relayed,
        false => Route::Direct,
    })
}

fn text(stats: &JsValue, key: &str) -> Option<String> {
    Reflect::get(stats, &key.into()).ok()?.as_string()
}

fn number(stats: &JsValue, key: &str) -> Option<f64> {
    Reflect::get(stats, &key.into()).ok()?.as_f64()
}
