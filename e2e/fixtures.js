// What tests ask for by name: people, a room of their own, servers.

import { randomUUID } from 'node:crypto'

import { test as base, expect } from '@playwright/test'

import { Browsers } from './browsers.js'
import { Person } from './person.js'
import { Server } from './server.js'

export { expect }

export const test = base.extend({
  browsers: [
    async ({}, use, workerInfo) => {
      const browsers = new Browsers(workerInfo.project.outputDir + `/cast-${workerInfo.workerIndex}`)
      await use(browsers)
      await browsers.close()
    },
    { scope: 'worker' },
  ],

  /** The address of the server that the tests share. */
  url: async ({}, use) => use(process.env.PARLEY_URL),

  /** The name of a room that nobody else uses. */
  room: async ({}, use) => use(`Room ${randomUUID().slice(0, 8)}`),

  /**
   * Brings a person in: `invite('Ada')`. They are at the shared server, have camera and microphone,
   * and allow their use; the options say what is different. `name` is not from the cast for those
   * whose face and voice do not matter; `as` then says whose devices they borrow. A browser of the test's
   * own is given by `browser`.
   */
  invite: async ({ browsers, serve: _outlivesThem, url }, use) => {
    const people = []
    await use(async (name, options = {}) => {
      const { as = name, devices = true, allows = ['camera', 'microphone'], ...rest } = options
      const usual = () => (devices ? browsers.playedBy(as) : browsers.withoutDevices())
      const browser = options.browser ?? (await usual())
      const person = await Person.arrive({ name, url, allows, ...rest, browser })
      people.push(person)
      return person
    })
    for (const person of people) {
      expect.soft(person.complaints, `what ${person.name}'s browser complained about`).toEqual([])
    }
    await Promise.all(people.map((person) => person.depart()))
  },

  ada: async ({ invite }, use) => use(await invite('Ada')),
  bob: async ({ invite }, use) => use(await invite('Bob')),
  cleo: async ({ invite }, use) => use(await invite('Cleo')),

  /** Starts servers that belong to one test: `serve({ vars })`. */
  serve: async ({}, use) => {
    const servers = []
    await use(async (options) => {
      const server = await Server.start(options)
      servers.push(server)
      return server
    })
    await Promise.all(servers.map((server) => server.stop()))
  },
})
