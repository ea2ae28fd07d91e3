//! Data channels.

use std::cell::OnceCell;
use std::rc::Rc;

use parley_protocol::call::{ConnectionId, Input};
use parley_protocol::message::MAX_FRAME_BYTES;
use web_sys::{
    Event, MessageEvent, RtcDataChannel, RtcDataChannelEvent, RtcDataChannelInit,
    RtcDataChannelState, RtcPeerConnection,
};

use crate::browser::inbox::Inbox;
use crate::browser::listener::Listener;

/// A channel that both sides make under the same number.
pub(super) fn negotiated(connection: &RtcPeerConnection, label: &str, id: u16) -> RtcDataChannel {
    let options = RtcDataChannelInit::new();
    options.set_negotiated(true);
    options.set_id(id);
    options.set_ordered(true);
    connection.create_data_channel_with_data_channel_dict(label, &options)
}

/// The channel for what the two sides have to tell each other.
pub(super) struct Control {
    channel: RtcDataChannel,
    _listeners: [Listener; 3],
}

impl Control {
    /// Reports a channel's messages, its opening and its end.
    pub(super) fn new(channel: RtcDataChannel, id: ConnectionId, inputs: &Inbox<Input>) -> Self {
        let report = |event: &'static str, input: Input| {
            let inputs = inputs.clone();
            Listener::new(&channel, event, move |_: Event| inputs.put(input.clone()))
        };
        let message = {
            let inputs = inputs.clone();
            move |event: MessageEvent| inputs.extend(text(id, &event))
        };
        let _listeners = [
            report("open", Input::ControlOpened { connection: id }),
            report("close", Input::ControlClosed { connection: id }),
            Listener::new(&channel, "message", message),
        ];
        Self {
            channel,
            _listeners,
        }
    }

    /// Takes the first channel that the other side opens, whenever that is.
    pub(super) fn first_of(
        connection: &RtcPeerConnection,
        id: ConnectionId,
        inputs: &Inbox<Input>,
    ) -> (Rc<OnceCell<Self>>, Listener) {
        let control = Rc::new(OnceCell::new());
        let opened = {
            let (control, inputs) = (Rc::clone(&control), inputs.clone());
            move |event: RtcDataChannelEvent| {
                control.get_or_init(|| Self::new(event.channel(), id, &inputs));
            }
        };
        let listener = Listener::new(connection, "datachannel", opened);
        (control, listener)
    }

    /// Sends a message, if the channel is open.
    pub(super) fn send(&self, text: &str) {
        if self.channel.ready_state() == RtcDataChannelState::Open {
            // Refused when the channel is clogged, or has just begun to close.
            _ = self.channel.send_with_str(text);
        }
    }
}

fn text(connection: ConnectionId, event: &MessageEvent) -> Option<Input> {
    let text = event.data().as_string()?;
    // What is longer than anything a server would relay is not from a Parley client.
    let bearable = text.len() <= MAX_FRAME_BYTES;
    bearable.then_some(Input::ControlText { connection, text })
}
