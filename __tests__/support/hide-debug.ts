/** Before each test file: what the action says for those who debug a step is hidden, as the runner hides it. */
process.stdout.write = new Proxy(process.stdout.write.bind(process.stdout), {
  apply: (write, _this, given: [chunk: unknown, ...rest: unknown[]]): unknown =>
    String(given[0]).startsWith('::debug::') || Reflect.apply(write, undefined, given),
})
