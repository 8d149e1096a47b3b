import { expect, test } from '@jest/globals'
import { setImmediate } from 'node:timers/promises'
import { Semaphore } from '../src/semaphore.ts'

test('lets in as much as there is, in order, and more than all as all', async () => {
  const semaphore = new Semaphore(10)
  const entered: string[] = []
  const enter = async (name: string, amount: number): Promise<number> => {
    const part = await semaphore.acquire(amount)
    entered.push(name)
    return part
  }
  const first = await enter('first', 6)
  const second = enter('second', 25)
  const third = enter('third', 1)
  await setImmediate()
  expect(entered).toEqual(['first'])
  semaphore.release(first)
  expect(await second).toBe(10)
  expect(entered).toEqual(['first', 'second'])
  semaphore.release(10)
  expect(await third).toBe(1)
})
