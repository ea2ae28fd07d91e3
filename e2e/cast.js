// Who plays in the tests. Each member of the cast has a face of one colour and a voice of one pitch, so that
// a decoded pixel and a spectral peak prove whose picture and whose sound arrived.
//
// Chromium feeds these files to the page as camera and microphone. The flags are for a whole browser: whoever
// must be told apart needs a browser of their own.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

export const cast = {
  Ada: { face: [200, 48, 40], voice: 400 },
  Bob: { face: [40, 80, 208], voice: 700 },
  Cleo: { face: [48, 160, 64], voice: 1100 },
  // Her room is so dark that her camera sees grain, which no codec makes small.
  Dora: { face: [150, 110, 40], voice: 900, grain: 80 },
}

/** What they share: tabs of one colour and one pitch each. */
export const slides = {
  violet: { colour: [140, 60, 200], pitch: 1600 },
  orange: { colour: [232, 140, 24], pitch: 2100 },
}

/** The title of such a tab, by which browsers find what to share without asking. */
export const SLIDES_TITLE = 'Slides to share'

const WIDTH = 160
const HEIGHT = 120
const FRAMES_PER_SECOND = 12
const BAR_WIDTH = 16
const SAMPLE_RATE = 48_000

/**
 * Writes camera and microphone of one member of the cast into `folder`, and returns the two paths. The camera takes
 * this many pictures a second: few, where there is no hurry.
 */
export async function record(name, folder, rate = FRAMES_PER_SECOND) {
  const { face, voice, grain = 0 } = cast[name]
  await mkdir(folder, { recursive: true })
  const camera = path.join(folder, `${name}.y4m`)
  const microphone = path.join(folder, `${name}.wav`)
  await Promise.all([writeFile(camera, film(face, grain, rate)), writeFile(microphone, hum(voice))])
  return { camera, microphone }
}

/** One second of a coloured wall that a lighter bar walks across: no two frames are alike. */
function film(face, grain, rate) {
  const step = WIDTH / rate
  const isBar = (x, frame) => (x - frame * step + WIDTH) % WIDTH < BAR_WIDTH
  const lighter = face.map((part) => part + (255 - part) / 2)
  return y4m(WIDTH, HEIGHT, rate, rate, (x, _y, frame) => {
    const shade = grain * (Math.random() - 0.5)
    return (isBar(x, frame) ? lighter : face).map((part) => Math.min(255, Math.max(0, part + shade)))
  })
}

/**
 * Four beats of a sine wave, a quarter of a second each, with pauses between them: noise suppression takes
 * a steady tone for noise and removes it.
 */
function hum(frequency) {
  const beat = { on: 0.25, off: 0.1, count: 4 }
  const period = beat.on + beat.off
  return wav(period * beat.count, (time) => {
    const into = time % period
    const fade = Math.min(1, into / 0.01, Math.max(0, beat.on - into) / 0.01)
    return 0.5 * fade * Math.sin(2 * Math.PI * frequency * time)
  })
}

/**
 * An uncompressed film, 4:2:0, BT.601. `pixel(x, y, frame)` gives red, green and blue from 0 to 255.
 */
export function y4m(width, height, framesPerSecond, frames, pixel) {
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)
  const parts = [head]
  for (let frame = 0; frame < frames; frame += 1) {
    parts.push(Buffer.from('FRAME\n'), picture(width, height, (x, y) => pixel(x, y, frame)))
  }
  return Buffer.concat(parts)
}

function picture(width, height, pixel) {
  const area = width * height
  const bytes = Buffer.alloc(area * 1.5)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = pixel(x, y)
      bytes[y * width + x] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue
      if (x % 2 || y % 2) continue
      const chroma = area + (y / 2) * (width / 2) + x / 2
      bytes[chroma] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue
      bytes[chroma + area / 4] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue
    }
  }
  return bytes
}

/** A mono recording of 16 bits. `sample(time)` gives the amplitude from -1 to 1 at a time in seconds. */
function wav(seconds, sample) {
  const samples = Math.round(seconds * SAMPLE_RATE)
  const bytes = Buffer.alloc(44 + samples * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20) // PCM
  bytes.writeUInt16LE(1, 22) // one channel
  bytes.writeUInt32LE(SAMPLE_RATE, 24)
  bytes.writeUInt32LE(SAMPLE_RATE * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples * 2, 40)
  for (let index = 0; index < samples; index += 1) {
    bytes.writeInt16LE(Math.round(sample(index / SAMPLE_RATE) * 32_767), 44 + index * 2)
  }
  return bytes
}
