//! A long line: a network device that gives every packet back after a while.
//!
//! Some kernels have no `netem`. A router that sends what it forwards to this device first has the same
//! effect: each packet takes as long as it is told, in order, and nothing is lost.

use std::io::{Read, Write};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The longest packet that a device of the usual kind takes.
const MAX_PACKET: usize = 1_500;

/// Makes a device of this name, and delays what goes through it until the program is killed.
pub(crate) fn serve(device: &str, delay: Duration) -> Result<()> {
    let mut configuration = tun::Configuration::default();
    configuration.tun_name(device).up();
    let device = tun::create(&configuration).context("cannot make a TUN device; only root may")?;
    let (mut incoming, mut outgoing) = device.split();
    let (queue, delayed) = channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        for (due, packet) in delayed {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            // A device that is full drops packets, as any line does.
            let _ = outgoing.write(&packet);
        }
    });
    pass(&mut incoming, &queue, delay)
}

fn pass(
    incoming: &mut impl Read,
    queue: &Sender<(Instant, Vec<u8>)>,
    delay: Duration,
) -> Result<()> {
    let mut buffer = [0; MAX_PACKET];
    loop {
        let length = incoming.read(&mut buffer)?;
        if length == 0 {
            return Ok(());
        }
        queue.send((Instant::now() + delay, buffer[..length].to_vec()))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_packet_is_due_as_long_after_it_came_as_the_line_is() {
        let (queue, delayed) = channel();
        let before = Instant::now();
        pass(&mut &b"packet"[..], &queue, Duration::from_secs(1)).unwrap();
        let (due, packet) = delayed.recv().unwrap();
        assert_eq!(packet, b"packet");
        assert!(due >= before + Duration::from_secs(1));
    }
}
