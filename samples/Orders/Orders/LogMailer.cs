using Microsoft.Extensions.Logging;

namespace Orders;

/// <summary>Writes to the log that a mail is due. Put your mail service here; most take an id to send a mail only once.</summary>
public sealed class LogMailer(ILogger<LogMailer> log) : IMailer
{
    public Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        log.LogInformation("Mail {Id} to customer {CustomerId}: {Subject}", mail.Id, mail.CustomerId, mail.Subject);
        return Task.CompletedTask;
    }
}
