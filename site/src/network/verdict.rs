//! What a test of the connection has shown.

/// What a browser has found in looking for ways to itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Whether it was given a server to ask.
    pub(crate) asked: bool,
    /// Whether a relay was among these servers.
    pub(crate) has_relay: bool,
    /// The ways.
    pub(crate) gathered: Vec<Gathered>,
    /// Whether a relay refused the credentials.
    pub(crate) refused: bool,
}

/// A way to the browser that a server outside knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gathered {
    /// The network has given the browser's own `from` port the port `to`, as one server sees it. RFC 8445
    /// §5.1.1.2.
    Reflexive {
        /// Zero where the browser keeps it to itself.
        from: u16,
        /// The port outside.
        to: u16,
    },
    /// By way of a relay, to which the browser speaks over UDP.
    RelayOverUdp,
    /// By way of a relay, to which the browser speaks over TCP, encrypted or not.
    RelayOverTcp,
}

/// What a person is told after a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// How others are reached.
    pub(crate) reach: Reach,
    /// Whether a relay is there for whoever is not.
    pub(crate) access: Access,
}

/// How others are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Directly, unless it is their network that forbids it.
    Direct,
    /// By way of a relay: the network gives out a new port for each of them, which they cannot know.
    ByRelay,
    /// By way of a relay, over TCP: the network lets no UDP through.
    ByRelayOverTcp,
    /// Only in the same network: nothing outside has answered.
    Blocked,
    /// In the same network. There was nothing outside to ask.
    Unknown,
}

/// Whether there is a relay for this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// The server has none.
    None,
    /// It lets them in.
    Granted,
    /// It refuses the credentials.
    Refused,
    /// It does not answer.
    Silent,
}

impl Verdict {
    /// Judges what was found.
    pub(crate) fn on(evidence: &Evidence) -> Self {
        Self {
            reach: Reach::shown_by(evidence),
            access: Access::shown_by(evidence),
        }
    }
}

impl Reach {
    fn shown_by(evidence: &Evidence) -> Self {
        let found = |way| evidence.gathered.contains(&way);
        let by_udp = found(Gathered::RelayOverUdp);
        let reflexive = |it: &Gathered| matches!(it, Gathered::Reflexive { .. });
        // Where the address outside is the browser's own, it is not told a second time.
        let udp_passes = by_udp || evidence.gathered.iter().any(reflexive);
        if udp_passes && !has_changing_ports(&evidence.gathered) {
            return Self::Direct;
        }
        if by_udp {
            return Self::ByRelay;
        }
        match found(Gathered::RelayOverTcp) {
            true if udp_passes => Self::ByRelay,
            true => Self::ByRelayOverTcp,
            false if evidence.asked => Self::Blocked,
            false => Self::Unknown,
        }
    }
}

impl Access {
    fn shown_by(evidence: &Evidence) -> Self {
        let relays = [Gathered::RelayOverUdp, Gathered::RelayOverTcp];
        if relays.iter().any(|way| evidence.gathered.contains(way)) {
            Self::Granted
        } else if evidence.refused {
            Self::Refused
        } else if evidence.has_relay {
            Self::Silent
        } else {
            Self::None
        }
    }
}

/// Whether two servers see one port as two.
fn has_changing_ports(gathered: &[Gathered]) -> bool {
    let ports: Vec<_> = gathered
        .iter()
        .filter_map(|way| match *way {
            Gathered::Reflexive { from, to } if from != 0 => Some((from, to)),
            Gathered::Reflexive { .. } | Gathered::RelayOverUdp | Gathered::RelayOverTcp => None,
        })
        .collect();
    ports.iter().any(|(from, to)| {
        ports
            .iter()
            .any(|(same, other)| from == same && to != other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: Gathered = Gathered::Reflexive {
        from: 5_000,
        to: 5_000,
    };
    const ELSEWHERE: Gathered = Gathered::Reflexive {
        from: 5_000,
        to: 6_000,
    };

    fn found(gathered: &[Gathered]) -> Evidence {
        Evidence {
            asked: true,
            has_relay: true,
            gathered: gathered.to_vec(),
            refused: false,
        }
    }

    fn reach(gathered: &[Gathered]) -> Reach {
        Verdict::on(&found(gathered)).reach
    }

    #[test]
    fn whoever_is_known_outside_over_udp_is_reached_directly() {
        assert_eq!(reach(&[HOME]), Reach::Direct);
        assert_eq!(reach(&[Gathered::RelayOverUdp]), Reach::Direct);
        assert_eq!(reach(&[HOME, HOME]), Reach::Direct);
    }

    #[test]
    fn whoever_gets_a_new_port_for_everyone_is_reached_by_a_relay() {
        let ways = [HOME, ELSEWHERE, Gathered::RelayOverUdp];
        assert_eq!(reach(&ways), Reach::ByRelay);
        let ways = [HOME, ELSEWHERE, Gathered::RelayOverTcp];
        assert_eq!(reach(&ways), Reach::ByRelay);
        assert_eq!(reach(&[HOME, ELSEWHERE]), Reach::Blocked);
    }

    #[test]
    fn ports_that_the_browser_keeps_to_itself_prove_nothing() {
        let hidden = |to| Gathered::Reflexive { from: 0, to };
        assert_eq!(reach(&[hidden(5_000), hidden(6_000)]), Reach::Direct);
    }

    #[test]
    fn whoever_has_no_udp_is_reached_by_a_relay_over_tcp() {
        assert_eq!(reach(&[Gathered::RelayOverTcp]), Reach::ByRelayOverTcp);
    }

    #[test]
    fn whoever_gets_no_answer_is_not_reached() {
        assert_eq!(reach(&[]), Reach::Blocked);
    }

    #[test]
    fn without_a_server_to_ask_nothing_is_known() {
        let verdict = Verdict::on(&Evidence::default());
        assert_eq!(verdict.reach, Reach::Unknown);
        assert_eq!(verdict.access, Access::None);
    }

    #[test]
    fn a_relay_grants_refuses_or_says_nothing() {
        let access = |evidence: &Evidence| Verdict::on(evidence).access;
        assert_eq!(access(&found(&[Gathered::RelayOverTcp])), Access::Granted);
        assert_eq!(access(&found(&[HOME])), Access::Silent);
        let refused = Evidence {
            refused: true,
            ..found(&[HOME])
        };
        assert_eq!(access(&refused), Access::Refused);
    }
}
