//! Everyone else in the room, as this client knows them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use super::{ConnectionId, PATIENCE, Person};
use crate::link::{Context, Link, LinkState};
use crate::message::{DisplayName, Instance, MediaState, Member, PeerId, Profile, RELOADED_WITHIN};
use crate::verification::Fingerprints;

/// At most this many peers are known, whatever a server says.
const MAX_PEERS: usize = 64;

/// At most this many links to those who are not known any more are remembered.
const MAX_RETIRED: usize = 256;

/// How long someone who closed their page is shown: the server holds their seat for a little less.
const AWAY_FOR: Duration = RELOADED_WITHIN.saturating_add(Duration::from_secs(2));

/// A signal that no path of one's own delivers is given to this many others.
const MAX_CARRIERS: usize = 2;

/// At most this many lives that said goodbye are remembered.
const MAX_DEPARTED: usize = 256;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Peers {
    own_id: PeerId,
    own: Instance,
    peers: BTreeMap<PeerId, Peer>,
    /// Lives that said goodbye over their control channel, which the roster may not know yet.
    departed: VecDeque<Instance>,
    /// Links to those who are not known any more. One who comes back in the same life may still have the
    /// connection of the last generation.
    retired: BTreeMap<PeerId, Link>,
    arrivals: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Peer {
    pub(super) link: Link,
    /// When to call, while listed without a connection.
    pub(super) call_at: Option<Duration>,
    arrival: u64,
    profile: Option<Profile>,
    media: MediaState,
    /// Whether the server has them on the roster.
    listed: bool,
    /// Whether the server could not deliver to them the last time.
    absent: bool,
    /// Whether the last signal from them came by another way than the server.
    elsewhere: bool,
    /// Until when they may be loading their page again, in another life.
    away_until: Option<Duration>,
}

impl Peers {
    pub(super) fn new(own_id: PeerId, own: Instance) -> Self {
        Self {
            own_id,
            own,
            peers: BTreeMap::new(),
            departed: VecDeque::new(),
            retired: BTreeMap::new(),
            arrivals: 0,
        }
    }

    /// Puts someone on the roster. Whether they were not known before; `None` if they are not to be.
    pub(super) fn list(&mut self, id: PeerId, profile: Option<Profile>) -> Option<(PeerId, bool)> {
        let departed = |profile: &Profile| self.departed.contains(&profile.instance);
        if id == self.own_id || profile.as_ref().is_some_and(departed) {
            return None;
        }
        let came = !self.peers.contains_key(&id);
        if came && self.peers.len() >= MAX_PEERS {
            return None;
        }
        self.arrivals += 1;
        let link = || Link::new(&self.own_id, self.own, id.clone());
        let peer = self.peers.entry(id.clone()).or_insert_with(|| Peer {
            link: self.retired.remove(&id).unwrap_or_else(link),
            call_at: None,
            arrival: self.arrivals,
            profile: None,
            media: MediaState::default(),
            listed: false,
            absent: false,
            elsewhere: false,
            away_until: None,
        });
        peer.profile = profile;
        peer.listed = true;
        peer.absent = false;
        Some((id, came))
    }

    pub(super) fn unlist(&mut self, id: &PeerId) {
        if let Some(peer) = self.peers.get_mut(id) {
            peer.listed = false;
        }
    }

    pub(super) fn unlist_all_but(&mut self, members: &[Member]) {
        let listed: BTreeSet<&PeerId> = members.iter().map(|member| &member.id).collect();
        for (id, peer) in &mut self.peers {
            peer.listed &= listed.contains(id);
        }
    }

    /// Remembers whether a signal from them came by way of the server.
    pub(super) fn heard(&mut self, id: &PeerId, by_server: bool) {
        if let Some(peer) = self.peers.get_mut(id) {
            peer.absent &= !by_server;
            peer.elsewhere = !by_server;
        }
    }

    pub(super) fn set_absent(&mut self, id: &PeerId, absent: bool) {
        if let Some(peer) = self.peers.get_mut(id) {
            peer.absent = absent;
        }
    }

    pub(super) fn set_media(&mut self, id: &PeerId, media: MediaState) {
        if let Some(peer) = self.peers.get_mut(id) {
            peer.media = media;
        }
    }

    /// Remembers that this life of a peer said goodbye.
    pub(super) fn depart(&mut self, id: &PeerId) {
        let peer = self.peers.get(id);
        if let Some(instance) = peer.and_then(|peer| peer.link.remote()) {
            if self.departed.len() >= MAX_DEPARTED {
                self.departed.pop_front();
            }
            self.departed.push_back(instance);
        }
    }

    pub(super) fn remove(&mut self, id: &PeerId) -> Option<Peer> {
        let peer = self.peers.remove(id)?;
        if self.retired.len() >= MAX_RETIRED {
            self.retired.pop_first();
        }
        self.retired.insert(id.clone(), peer.link.retired());
        Some(peer)
    }

    pub(super) fn clear(&mut self) {
        self.peers.clear();
    }

    pub(super) fn find(&self, id: &PeerId) -> Option<&Peer> {
        self.peers.get(id)
    }

    pub(super) fn find_mut(&mut self, id: &PeerId) -> Option<&mut Peer> {
        self.peers.get_mut(id)
    }

    pub(super) fn ids(&self) -> Vec<PeerId> {
        self.peers.keys().cloned().collect()
    }

    /// Those who are on the screen.
    pub(super) fn present(&self) -> BTreeSet<PeerId> {
        let shown = self.peers.iter().filter(|(_, peer)| peer.is_shown());
        shown.map(|(id, _)| id.clone()).collect()
    }

    /// Whose connection this is.
    pub(super) fn by_connection(&self, connection: ConnectionId) -> Option<PeerId> {
        let mut peers = self.peers.iter();
        let found = peers.find(|(_, peer)| peer.link.connection() == Some(connection));
        found.map(|(id, _)| id.clone())
    }

    /// The connections whose control channel is open.
    pub(super) fn channels(&self) -> impl Iterator<Item = ConnectionId> {
        self.peers.values().filter_map(|peer| peer.link.channel())
    }

    /// Whether any link's control channel delivers at once.
    pub(super) fn is_any_channel_prompt(&self) -> bool {
        let mut peers = self.peers.values();
        peers.any(|peer| peer.link.prompt_channel().is_some())
    }

    /// The certificates of those whose control channel is open, the own one first.
    pub(super) fn certificates(
        &self,
    ) -> impl Iterator<Item = (&PeerId, Option<(&Fingerprints, &Fingerprints)>)> {
        let open = self.peers.iter();
        let open = open.filter(|(_, peer)| peer.link.channel().is_some());
        open.map(|(id, peer)| (id, peer.link.certificates()))
    }

    /// The control channels of two others than this one, who may pass a signal on.
    pub(super) fn carriers(&self, but: &PeerId) -> Vec<ConnectionId> {
        let others = self.peers.iter().filter(|(id, _)| *id != but);
        let channels = others.filter_map(|(_, peer)| peer.link.prompt_channel());
        channels.take(MAX_CARRIERS).collect()
    }

    /// Whether there are links that were up, and packets stay away on all of them.
    pub(super) fn are_all_stalled(&self) -> bool {
        let links = self.peers.values();
        let broken: Vec<bool> = links.filter_map(|peer| peer.link.is_broken()).collect();
        !broken.is_empty() && broken.into_iter().all(|broken| broken)
    }

    /// Those for whom there is a connection that has not spoken yet.
    pub(super) fn prepared(&self) -> Vec<PeerId> {
        let prepared = self.peers.iter().filter(|(_, peer)| peer.link.is_silent());
        prepared.map(|(id, _)| id.clone()).collect()
    }

    /// Plans when to call those who are listed and have no link, if this client is in the room.
    pub(super) fn plan_calls(&mut self, joined: bool, now: Duration) {
        for peer in self.peers.values_mut() {
            if peer.link.connection().is_some() || !peer.is_callable() {
                peer.call_at = None;
            } else if joined && peer.call_at.is_none() {
                peer.call_at = Some(now + PATIENCE + peer.link.polite_wait());
            }
        }
    }

    /// Those who had the time to come back and have not.
    pub(super) fn away_too_long(&self, now: Duration) -> Vec<PeerId> {
        let late = |peer: &Peer| peer.away_until.is_some_and(|until| until <= now);
        let late = self.peers.iter().filter(|(_, peer)| late(peer));
        late.map(|(id, _)| id.clone()).collect()
    }

    /// Those whom both the roster and the link have lost.
    pub(super) fn lost(&self) -> Vec<PeerId> {
        let lost = self.peers.iter();
        let lost = lost.filter(|(_, peer)| !peer.listed && !peer.link.is_up());
        lost.map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn next_timeout(&self) -> Option<Duration> {
        self.peers.values().filter_map(Peer::next_timeout).min()
    }

    /// Those who have something to do at this time.
    pub(super) fn due(&self, now: Duration) -> Vec<PeerId> {
        let due = |peer: &Peer| peer.next_timeout().is_some_and(|at| at <= now);
        let due = self.peers.iter().filter(|(_, peer)| due(peer));
        due.map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn people(&self) -> Vec<Person> {
        let shown = self.peers.iter().filter(|(_, peer)| peer.is_shown());
        let mut shown: Vec<_> = shown.collect();
        shown.sort_by_key(|(_, peer)| peer.arrival);
        let person = |(id, peer): (&PeerId, &Peer)| Person {
            id: id.clone(),
            name: peer.name(),
            guest: false,
            connection: peer.link.connection(),
            link: peer.link_state(),
            media: peer.media,
            conditions: peer.link.conditions(),
        };
        shown.into_iter().map(person).collect()
    }
}

impl Peer {
    pub(super) fn name(&self) -> Option<DisplayName> {
        self.profile.as_ref().map(|profile| profile.name.clone())
    }

    pub(super) fn is_listed(&self) -> bool {
        self.listed
    }

    /// Whether there is someone to be called.
    pub(super) fn is_callable(&self) -> bool {
        self.listed && !self.is_away()
    }

    pub(super) fn is_away(&self) -> bool {
        self.away_until.is_some()
    }

    /// They closed their page, and perhaps load it again.
    pub(super) fn go_away(&mut self, now: Duration) {
        self.away_until = Some(now + AWAY_FOR);
    }

    /// Says which life they are in.
    pub(super) fn meet(&mut self, instance: Instance, cx: &mut Context<'_>) {
        if self.link.remote() != Some(instance) {
            self.away_until = None;
        }
        self.link.meet(instance, cx);
    }

    fn link_state(&self) -> LinkState {
        match self.away_until {
            Some(_) => LinkState::Away,
            None => self.link.state(),
        }
    }

    /// Whether the server is likely to reach them.
    pub(super) fn is_at_server(&self) -> bool {
        !self.absent && !self.elsewhere
    }

    /// Whether they are on the screen. Someone whom neither the server nor the link reaches is not.
    fn is_shown(&self) -> bool {
        let linked = self.link.is_up() && !(self.absent && self.link.is_stalled());
        linked || (self.listed && !self.absent)
    }

    fn next_timeout(&self) -> Option<Duration> {
        let own = self.call_at.into_iter().chain(self.away_until);
        own.chain(self.link.next_timeout()).min()
    }

    pub(super) fn timeout(&mut self, cx: &mut Context<'_>) {
        if self.call_at.is_some_and(|at| at <= cx.now) {
            self.call_at = None;
            self.link.call(false, cx);
        }
        self.link.timeout(cx);
    }
}
