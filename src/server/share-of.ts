/** What one of several processes may have of a number that is meant for all of them: at least one, unless there is nothing. */
export const shareOf = (total: number, processes: number): number => Math.ceil(total / processes);
