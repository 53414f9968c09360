using System.Collections.Concurrent;

namespace Orders.Local.Shops;

/// <summary>Keeps the mails, each once, as a mail service does that is given their ids.</summary>
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
