/**
 * Answers go out at the end of the turn in which they were made, those of all connections one after the other: a client
 * that sleeps is woken once for them all and not once for each, which costs more than the writing itself.
 */
interface Sender {
  flush(): void;
}

export class Outbox {
  private senders: Sender[] = [];

  /** Once for each thing that a sender has to send; to flush in between does no harm. */
  add(sender: Sender): void {
    if (this.senders.length === 0) setImmediate(() => this.flushAll());
    this.senders.push(sender);
  }

  private flushAll(): void {
    const { senders } = this;
    this.senders = [];
    for (const sender of senders) sender.flush();
  }
}
