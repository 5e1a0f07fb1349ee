/** Processor time that the present thread has used since it began. In milliseconds. */
export function threadCpu(): number {
  // Linux brings the clock of a running thread up to date only when the whole process's is asked for.
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
