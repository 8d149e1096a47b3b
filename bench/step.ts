import { join } from 'node:path'
import { inputVariables, readDefinition } from '../sandbox/runner/definition.ts'
import { makeCommandFiles } from '../sandbox/runner/file-commands.ts'
import { githubContext, jobVariables } from '../sandbox/runner/variables.ts'
import type { Program } from './process.ts'

/** A step that runs the action in a checked-out repository. */
export interface Step {
  /** Folder of the action's `action.yml`. */
  readonly action: string
  readonly repository: string
  /** The runner's folder for temporary files. */
  readonly temp: string
  readonly with: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
}

/** The action's main program, fed as the runner feeds it. */
export function stepProgram(step: Step): Program {
  const definition = readDefinition(step.action)
  const variables = {
    ...jobVariables({ action: step.action, workspace: step.repository, temp: step.temp }),
    ...step.environment,
  }
  const inputs = inputVariables(definition, step.with, githubContext(variables, 'ghs_none'))
  return {
    args: [join(step.action, definition.runs.main)],
    folder: step.repository,
    environment: { ...variables, ...inputs, ...makeCommandFiles(step.temp) },
  }
}
