package hutong.culture.internal;

/// All that the template `culture/pass` may know: one person's ticket alone.
public record PassPage(TicketPage visit, TicketPage.Pass pass) {}
