/** CPU seconds of this process from now on: what the solver's thread uses, whoever else runs on the machine. */
export function cpuClock(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}
