/** What is used of it; it brings no types. */
declare module '@vercel/ncc' {
  /** A module, as webpack has it: a file, or several that were joined into one. */
  export interface BundledModule {
    readonly resource?: string
    readonly modules?: Iterable<BundledModule>
  }

  export interface Compilation<Chunk> {
    readonly chunks: Iterable<Chunk>
    readonly chunkGraph: {
      readonly getChunkModulesIterable: (chunk: Chunk) => Iterable<BundledModule>
    }
  }

  export default function ncc(
    entry: string,
    options: Readonly<Record<string, unknown>>,
  ): Promise<{
    readonly code: string
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>
    readonly stats: { readonly compilation: Compilation<object> }
  }>
}
