namespace Orders;

/// <summary>Sends mail to customers.</summary>
public interface IMailer
{
    /// <summary>Sends a mail, unless one with the same id was sent before: a change may arrive twice, its mail should not.</summary>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
