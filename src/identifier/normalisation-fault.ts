/** Why a text cannot be an e-mail address or a phone number, in words for the one who sent it. */
export class NormalisationFault {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}
