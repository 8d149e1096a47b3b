import { expect, test } from '@jest/globals'
import { api, clock, log, platform, resets, says, soon } from '../support/answering-api.ts'

function infos(): string[] {
  return log.lines.filter((line) => line.startsWith('info'))
}

test('a blip is no news', async () => {
  api.answering = [says(503), says(503), says(200, {})]
  await platform.ingestionStatus('id-1', soon())
  expect(log.lines).toEqual([])
})

test('one line when an outage lasts, one when it is over', async () => {
  api.answering = [...Array<typeof resets>(12).fill(resets), says(200, {})]
  await platform.ingestionStatus('id-1', soon())
  expect(log.lines).toEqual([
    'info The platform closed the connection (UND_ERR_SOCKET); trying again for up to 2 min to ask for the ingestion of session id-1',
    `info The platform answers again after ${Math.round(clock.now() / 1_000)} s`,
  ])
})

test('one pair of lines, however many calls wait', async () => {
  let isDown = true
  api.answering = [
    (incoming, response) => {
      if (clock.now() > 60_000) isDown = false
      says(isDown ? 503 : 200, isDown ? '' : {})(incoming, response)
    },
  ]
  const ids = Array.from({ length: 8 }, (_, number) => `id-${number}`)
  await Promise.all(ids.map((id) => platform.ingestionStatus(id, soon())))
  expect(infos()).toEqual([
    expect.stringMatching(/^info The platform answered HTTP 503; trying again for up to 2 min/),
    expect.stringMatching(/^info The platform answers again after 1 min/),
  ])
})

test('an outage outlasts a call that is given up', async () => {
  api.answering = [says(503)]
  await expect(platform.ingestionStatus('id-1', soon())).rejects.toThrow('HTTP 503')
  expect(infos()).toHaveLength(1)
  api.answering = [...Array<typeof resets>(5).fill(resets), says(200, {})]
  await platform.ingestionStatus('id-2', soon())
  expect(infos().slice(1)).toEqual([expect.stringMatching(/answers again after 2 min/)])
})
