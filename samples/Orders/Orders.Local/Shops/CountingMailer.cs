using System.Collections.Concurrent;

namespace Orders.Local.Shops;

/// <summary>Keeps each mail once, as a mail service with ids does.</summary>
internal sealed class CountingMailer : IMailer
{
    private readonly ConcurrentDictionary<string, Mail> _mails = new(StringComparer.Ordinal);

    /// <summary>The mails by id.</summary>
    public IReadOnlyDictionary<string, Mail> Mails => _mails;

    public Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        _mails.TryAdd(mail.Id, mail);
        return Task.CompletedTask;
    }
}
