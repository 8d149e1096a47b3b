import type { Clock } from '../clock.ts'
import type { SandboxOptions } from '../options.ts'
import { ApiError } from './api-error.ts'
import { FileIndex } from './file-index.ts'
import { Workspace } from './workspace.ts'

export interface WorkspacesOptions extends Pick<
  SandboxOptions,
  'workspaces' | 'forbiddenWorkspaces' | 'namesIgnoreCase' | 'files'
> {
  clock: Clock
}

/** All workspaces of the platform; one is made when it is first asked for. */
export class Workspaces {
  readonly #options: WorkspacesOptions
  readonly #byName = new Map<string, Workspace>()

  constructor(options: WorkspacesOptions) {
    this.#options = options
  }

  /** Of those that were ever asked for. */
  names(): string[] {
    return [...this.#byName.keys()]
  }

  /** Makes none. */
  find(name: string): Workspace | undefined {
    return this.#byName.get(name)
  }

  get(name: string): Workspace {
    const known = this.#byName.get(name)
    if (known) return known
    const { files, clock, namesIgnoreCase = false } = this.#options
    const listed = new FileIndex({ ...files, clock, namesIgnoreCase })
    const workspace = new Workspace({ namesIgnoreCase, listed })
    this.#byName.set(name, workspace)
    return workspace
  }

  /** Throws an ApiError for a workspace that is missing or forbidden. */
  admit(name: string): void {
    const { workspaces, forbiddenWorkspaces } = this.#options
    if (workspaces && !workspaces.includes(name)) throw new ApiError(404, 'Workspace not found')
    if (forbiddenWorkspaces?.includes(name)) throw new ApiError(403, 'Forbidden')
  }
}
