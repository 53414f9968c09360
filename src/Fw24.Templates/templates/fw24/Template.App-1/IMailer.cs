namespace Template.App_1;

/// <summary>Sends mail. A change can arrive more than once: send it with an id of its own where a second mail would harm.</summary>
public interface IMailer
{
    Task SendAsync(string text, CancellationToken cancellationToken);
}
