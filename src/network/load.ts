import type { Network } from './network.ts'
import type { Proxies } from './proxies.ts'

/**
 * Opens a way to the network, as `openNetwork` does. The code for that is most of what this program loads, so it is
 * loaded only then: a dry run does without.
 */
export async function loadNetwork(proxies: Proxies, connections: number): Promise<Network> {
  const { openNetwork } = await import('./network.ts')
  return openNetwork(proxies, connections)
}
