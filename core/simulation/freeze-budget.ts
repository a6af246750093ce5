/** The longest an application may be frozen in the sweeps. */
export const freezeBudgetMs = 60_000
