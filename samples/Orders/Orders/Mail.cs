namespace Orders;

/// <summary>A mail to a customer. The mailer knows the address: it is sensitive, so no change message carries it.</summary>
public sealed record Mail(string Id, string CustomerId, string Subject, string Text);
