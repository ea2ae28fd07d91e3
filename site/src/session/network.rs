//! The ways to the others, as far as the session has a part in them.

use wasm_bindgen_futures::spawn_local;

use super::{Event, Session, set};
use crate::browser::ice::gather;
use crate::network::{ConnectionTest, Verdict};

impl Session {
    /// Asks for credentials for the relay again.
    pub(super) fn ask_for_relay(&self) {
        if let Some(visit) = &self.visit {
            visit.servers().ice.renew();
        }
    }

    /// Finds out what the network allows.
    pub(super) fn test_connection(&self) {
        let Some(visit) = &self.visit else {
            return;
        };
        set(self.app.connection_test, ConnectionTest::Running);
        let (ice, events) = (visit.servers().ice.clone(), self.events.clone());
        spawn_local(async move {
            let evidence = gather(&*ice.servers().await).await;
            events.put(Event::Tested(Verdict::on(&evidence)));
        });
    }
}
