using Microsoft.Extensions.Logging;

namespace Orders;

/// <summary>Logs that a mail is due. Replace it with your mail service; most accept an id to send a mail only once.</summary>
public sealed class LogMailer(ILogger<LogMailer> log) : IMailer
{
    public Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        log.LogInformation("Mail {Id} to customer {CustomerId}: {Subject}", mail.Id, mail.CustomerId, mail.Subject);
        return Task.CompletedTask;
    }
}
