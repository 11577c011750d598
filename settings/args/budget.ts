/** What the platform may cost. */
export interface BudgetArgs {
  /**
   * US dollars a month, at list prices. A forecast that costs more fails. Nothing is watched or limited in AWS.
   * @minimum 1
   * @maximum 100000000
   */
  monthlyUsd?: number;
}
