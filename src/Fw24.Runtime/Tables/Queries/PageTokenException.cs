namespace Fw24;

/// <summary>
/// A page token is not one of the query that it was given to. It comes from outside: answer the request with 400 (Bad Request), or begin at
/// the first page.
/// </summary>
/// <param name="message">The reason. It does not contain the token.</param>
public sealed class PageTokenException(string message) : Exception(message);
