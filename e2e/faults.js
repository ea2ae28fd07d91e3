// Faults that befall calls, each with what the people in the call noticed of it. Times are in milliseconds. A
// stage brings people in by `invite(name, options)`, to the server at `url` or one of those that `serve(settings)`
// starts. `settle(people)`, if there is one, lets a call go on for a while before something happens to it. Where networks
// break, Ada, Bob, Cleo and Dora are at the places a to d of `lab`. Recordings go into `folder`.

import { randomUUID } from 'node:crypto'
import { setTimeout as pass } from 'node:timers/promises'

import { expect } from '@playwright/test'

import { launchMortal, playedBy } from './browsers.js'
import { Chat } from './chat.js'
import { Socket } from './socket.js'

/** For whatever is waited for: much longer than any of it should take. */
const PATIENCE = { timeout: 40_000, intervals: [50] }

/** The Worker dies in a call of four, is away for a while, and comes back; then a fifth joins. */
export async function serverAway(stage, { away }) {
  const server = await stage.serve()
  const room = newRoom()
  const four = []
  for (const [name, as] of [['Ada'], ['Bob'], ['Cleo'], ['Dan', 'Ada']]) {
    const person = await stage.invite(name, { as, url: server.url })
    person.expectComplaint(/WebSocket connection to/)
    await person.join(room)
    four.push(person)
  }
  await allConnected(four)
  for (const person of four) await person.watch()

  await server.kill()
  const killed = Date.now()
  const [ada, , , dan] = four
  await lostSignaling(four)
  const chat = await writes(ada, dan)
  await pass(killed + away - Date.now())

  await server.restart()
  const back = Date.now()
  await onRoster(server.url, room, 4)
  const roster = Date.now() - back
  const told = await reports(four)

  const eve = await stage.invite('Eve', { as: 'Bob', url: server.url })
  await eve.join(room)
  await connectedTo(eve, 4)
  return {
    roster,
    chat,
    longestStop: Math.max(...told.flatMap(({ longestStopMs }) => Object.values(longestStopMs))),
    ...noticed(told),
  }
}

/** A browser is killed in a call of three: how long until the last of the others sees its tile gone. */
export async function browserKilled(stage) {
  const room = newRoom()
  const { browser, kill } = await launchMortal(await playedBy('Cleo', stage.folder))
  const [ada, bob] = [await stage.invite('Ada'), await stage.invite('Bob')]
  const cleo = await stage.invite('Cleo', { browser })
  for (const person of [ada, bob, cleo]) await person.join(room)
  await allSeeEachOther([ada, bob, cleo])

  await kill()
  const killed = Date.now()
  await Promise.all([ada, bob].map((person) => expect(person.tiles).toHaveCount(1, PATIENCE)))
  return { gone: Date.now() - killed }
}

/** One of three loads the page again, many times in a row. What the others and the room were left with. */
export async function reloads(stage, { times }) {
  const room = newRoom()
  const everyone = await Promise.all(['Ada', 'Bob', 'Cleo'].map((name) => stage.invite(name)))
  for (const person of everyone) await person.join(room)
  await allConnected(everyone)
  const [ada, bob, cleo] = everyone
  for (const person of [ada, bob]) await person.watch()

  const took = []
  const tiles = []
  for (let time = 0; time < times; time += 1) {
    const since = Date.now()
    await cleo.reload()
    await allConnected(everyone)
    took.push(Date.now() - since)
    tiles.push(...(await Promise.all(everyone.map((person) => person.tiles.count()))))
  }
  const { gone } = noticed(await reports([ada, bob]))
  return { took, tiles, gone, people: await roster(stage.url, room) }
}

/** Bob's address changes: how long until both see each other again. */
export async function addressChanges(stage) {
  const people = await call(stage, ['Ada', 'Bob'])
  await stage.settle?.(people)
  return interruption(people, async () => {
    stage.lab.move('b')
    return Date.now()
  })
}

/**
 * Bob's way to everyone is cut for a while: whether pictures paused meanwhile, and how long from its return until both
 * see each other again.
 */
export async function wayCut(stage, { away }) {
  const people = await call(stage, ['Ada', 'Bob'])
  await stage.settle?.(people)
  let paused
  const noticed = await interruption(people, async () => {
    stage.lab.cut('b')
    await pass(away)
    paused = !(await sendPictures(people)).some(Boolean)
    stage.lab.heal()
    return Date.now()
  })
  return { paused, ...noticed }
}

/** The way between Ada and Bob is lost in the middle of the call, but not the one to the relay. */
export async function directWayLost(stage) {
  const people = await call(stage, ['Ada', 'Bob'])
  await stage.settle?.(people)
  return interruption(people, async () => {
    stage.lab.part('a', 'b')
    const from = Date.now()
    await saysRelayed(people)
    return from
  })
}

/** No UDP gets through for anyone: how long after Bob's entry everyone is connected, by the relay over TCP. */
export async function udpRefused(stage) {
  stage.lab.refuseUdp()
  return meeting(stage, saysRelayed)
}

/** There is no way between Ada and Bob at all, from the start: how long until both are told so. */
export async function noWay(stage) {
  stage.lab.part('a', 'b')
  return meeting(stage, (people) => linksAre(people, 'unreachable', 1))
}

/** A share of all packets to and from Bob is lost: what is said of the pictures, and what is heard. */
export async function packetsLost(stage, { share }) {
  return pictureGivenUp(stage, 'Bob', () => stage.lab.lose('b', share))
}

/** Dora's network carries no more than this many kilobits per second: what is said of her picture, and what is heard. */
export async function tooNarrow(stage, { rate }) {
  return pictureGivenUp(stage, 'Dora', () => stage.lab.narrow('d', rate))
}

/**
 * The way between Ada and Bob breaks while the server is away: how long until they have agreed on another, by way of
 * Cleo, and how long after the network heals until that one carries.
 */
export async function brokenWithoutServer(stage) {
  const server = await stage.serve()
  const people = await call({ ...stage, url: server.url }, ['Ada', 'Bob', 'Cleo'])
  const [ada, bob] = people
  await server.kill()
  await lostSignaling(people)
  for (const person of people) await person.watch()
  const remoteEnds = () => ada.page.evaluate(() => globalThis.probe.remoteEnds())
  const before = await remoteEnds()

  stage.lab.part('a', 'b')
  const broken = Date.now()
  await expect.poll(remoteEnds, PATIENCE).not.toEqual(before)
  const agreed = Date.now() - broken
  stage.lab.heal()
  const healed = Date.now()
  await allConnected(people)
  return { agreed, mended: Date.now() - healed, chat: await writes(ada, bob), ...noticed(await reports(people)) }
}

/** Brings people into a call. */
async function call(stage, names) {
  const room = newRoom()
  const people = await Promise.all(names.map((name) => arrive(stage, name)))
  for (const person of people) await person.join(room)
  await allConnected(people)
  await allSeeEachOther(people)
  return people
}

/** Brings Ada and Bob into a room in which not all is well, and measures from Bob's entry until `happens`. */
async function meeting(stage, happens) {
  const room = newRoom()
  const people = [await arrive(stage, 'Ada'), await arrive(stage, 'Bob')]
  const [ada, bob] = people
  await ada.join(room)
  await bob.follow(room)
  await bob.enter()
  const from = Date.now()
  await happens(people)
  return { said: Date.now() - from }
}

async function arrive(stage, name) {
  const person = await stage.invite(name, { url: stage.url })
  person.expectComplaint(/WebSocket connection to|Failed to load resource/)
  return person
}

/** Lets something happen, and measures how long after the time that it returns the pictures move again. */
async function interruption(people, happen) {
  for (const person of people) await person.watch()
  const from = await happen()
  await allSeeEachOther(people)
  await allConnected(people)
  const told = await reports(people)
  const ends = told.flatMap(({ stops }) => Object.values(stops).flat().map(({ until }) => until))
  return { back: Math.max(0, ...ends.map((end) => end - from)), ...noticed(told) }
}

/** Does something to the network that sound survives and pictures do not. */
async function pictureGivenUp(stage, name, spoil) {
  const people = await call(stage, ['Ada', name])
  await stage.settle?.(people)
  const [ada, other] = people
  spoil()
  const from = Date.now()
  await expect(ada.tile(name)).toHaveAttribute('data-held', 'true', PATIENCE)
  const said = Date.now() - from
  const reason = await ada.tile(name).locator('.link-note').textContent()
  await expect.poll(() => ada.hears(), PATIENCE).toEqual({ [name]: `${name}'s voice` })
  return { said, reason, sound: Date.now() - from, heard: await other.hears() }
}

/** Whether each of these people sends any picture, or would if it got through. */
async function sendPictures(people) {
  const pictures = await Promise.all(people.map(({ page }) => page.evaluate(() => globalThis.probe.pictures())))
  return pictures.map((connections) => connections.some(({ sent }) => sent?.active))
}

/** Every tile says that it is relayed. */
async function saysRelayed(people) {
  await Promise.all(people.map((person) => expect(person.page.locator('.route-mark')).toHaveCount(1, PATIENCE)))
}

function reports(people) {
  return Promise.all(people.map((person) => person.report()))
}

/** What any of them noticed, but for how long. */
function noticed(told) {
  return {
    gone: told.flatMap(({ gone }) => gone),
    newConnections: sum(told.map(({ newConnections }) => newConnections)),
  }
}

/** Each of these people sees all the others in moving pictures. */
async function allSeeEachOther(people) {
  for (const person of people) {
    const others = people.filter((other) => other !== person).map(({ name }) => [name, `${name}'s face`])
    await expect.poll(() => person.sees(), PATIENCE).toEqual(Object.fromEntries(others))
  }
}

/** Everyone is connected to all the others. */
async function allConnected(people) {
  await Promise.all(people.map((person) => connectedTo(person, people.length - 1)))
}

async function connectedTo(person, count) {
  await linksAre([person], 'connected', count)
}

async function linksAre(people, state, count) {
  const those = (person) => person.page.locator(`article[data-kind="person"][data-link="${state}"]`)
  await Promise.all(people.map((person) => expect(those(person)).toHaveCount(count, PATIENCE)))
}

async function lostSignaling(people) {
  const lost = (person) => expect(person.screen('call')).toHaveAttribute('data-signaling', 'lost', PATIENCE)
  await Promise.all(people.map(lost))
}

/** How long a message of one person takes to another. */
async function writes(from, to) {
  const [writer, reader] = [new Chat(from), new Chat(to)]
  const text = `It is ${Date.now()}`
  await reader.open()
  const written = Date.now()
  await writer.write(text)
  await expect.poll(() => reader.texts(), PATIENCE).toContain(`${from.name}: ${text}`)
  return Date.now() - written
}

async function onRoster(url, room, count) {
  await expect.poll(async () => (await roster(url, room)).length, PATIENCE).toBe(count)
}

/** The names of those in a room, by the server's word. */
async function roster(url, room) {
  const watcher = await Socket.open(url, { room, id: `watcher-${randomUUID()}` })
  watcher.send({ type: 'WATCH' })
  const { payload } = await watcher.next('ROOM')
  watcher.close()
  return payload.peers.map(({ profile }) => profile.name)
}

function newRoom() {
  return `Room ${randomUUID().slice(0, 8)}`
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
