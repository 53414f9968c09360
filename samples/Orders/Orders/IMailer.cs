namespace Orders;

/// <summary>Sends mail to customers.</summary>
public interface IMailer
{
    /// <summary>Sends a mail. A mail whose id was sent before is not sent again: a change may arrive twice, its mail should not.</summary>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
