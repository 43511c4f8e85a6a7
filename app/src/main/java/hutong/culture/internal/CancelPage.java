package hutong.culture.internal;

/// All that the template `culture/cancel` may know.
///
/// @param visit with the passes that would be given back
/// @param ticket the one ticket it is about; empty when all are
/// @param paid whether they were paid for
/// @param percent how much of it comes back
public record CancelPage(TicketPage visit, String ticket, boolean paid, int percent) {}
