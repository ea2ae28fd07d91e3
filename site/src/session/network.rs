//! The ways to the others, as far as the session has a part in them.

use futures::future::{AbortHandle, abortable};
use wasm_bindgen_futures::spawn_local;

use super::{Event, Session, set};
use crate::browser::ice::gather;
use crate::network::{ConnectionTest, Verdict};

/// A test of the connection that is under way. Dropping it ends it.
pub(super) struct RunningTest(AbortHandle);

impl Drop for RunningTest {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Session {
    /// Asks for credentials for the relay again.
    pub(super) fn ask_for_relay(&self) {
        if let Some(visit) = &self.visit {
            visit.servers().ice.renew();
        }
    }

    /// Finds out what the network allows.
    pub(super) fn test_connection(&mut self) {
        let Some(visit) = &self.visit else {
            return;
        };
        set(self.app.connection_test, ConnectionTest::Running);
        let (ice, events) = (visit.servers().ice.clone(), self.events.clone());
        let (test, handle) = abortable(async move {
            let evidence = gather(&*ice.servers().await).await;
            events.put(Event::Tested(Verdict::on(&evidence)));
        });
        self.test = Some(RunningTest(handle));
        spawn_local(async move { _ = test.await });
    }

    /// Nobody waits for it any more.
    pub(super) fn end_test(&mut self) {
        self.test = None;
        if self.app.connection_test.get_untracked() == ConnectionTest::Running {
            self.app.connection_test.set(ConnectionTest::Idle);
        }
    }
}
