package hutong.payment;

import hutong.kernel.Money;
import hutong.partners.PartnerId;

/// What another module asks a traveller to pay.
///
/// @param number unique with this merchant; printed on the receipt
/// @param back the page that goes on after it is paid, a path of ours
public record Bill(PartnerId merchant, Money amount, String number, String back) {}
