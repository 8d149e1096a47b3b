import { PublishError } from '../log/publish-error.ts'

/** The proxies of the environment, as addresses; empty strings where there are none. */
export interface Proxies {
  readonly http: string
  readonly https: string
  /** Hosts that are spoken to directly, as `NO_PROXY` lists them. */
  readonly except: string
}

/**
 * Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. Lower case goes first; a variable that is empty
 * counts as absent, and an address without a scheme is one of http: all as curl has it.
 *
 * @throws a `PublishError` that names the variable whose value is not the address of a proxy
 */
export function readProxies(environment: NodeJS.ProcessEnv): Proxies {
  return {
    http: address('HTTP_PROXY', environment),
    https: address('HTTPS_PROXY', environment),
    except: variable('NO_PROXY', environment),
  }
}

/** What must not be printed of them: each password, as it stands in the address and as it is sent. */
export function passwordsOf({ http, https }: Proxies): string[] {
  return [http, https]
    .filter((proxy) => proxy !== '')
    .map((proxy) => new URL(proxy).password)
    .flatMap((password) => [password, decodeURIComponent(password)])
}

function address(name: string, environment: NodeJS.ProcessEnv): string {
  const text = variable(name, environment)
  if (text === '') return ''
  const proxy = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (isProxy(proxy)) return proxy
  // The value may hold a password.
  throw new PublishError(
    `The environment variable ${name} is not the address of a proxy. It must be like http://proxy.example:3128 or http://name:password@proxy.example:3128, with special characters of the password percent-encoded.`,
  )
}

function isProxy(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  try {
    decodeURIComponent(username + password)
  } catch {
    return false
  }
  return protocol === 'http:' || protocol === 'https:'
}

function variable(name: string, environment: NodeJS.ProcessEnv): string {
  return environment[name.toLowerCase()] || environment[name] || ''
}
