package hutong.settlement.internal;

import hutong.payment.Rail;

/// Whose file it is.
enum Source {
  WALLET(Rail.HOME_WALLET),
  CARD(Rail.CARD);

  private final Rail rail;

  Source(Rail rail) {
    this.rail = rail;
  }

  Rail rail() {
    return rail;
  }
}
