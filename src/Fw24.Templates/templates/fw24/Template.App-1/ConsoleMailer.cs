namespace Template.App_1;

/// <summary>Writes mail to the function's log.</summary>
public sealed class ConsoleMailer : IMailer
{
    public Task SendAsync(string text, CancellationToken cancellationToken)
    {
        Console.WriteLine(text);
        return Task.CompletedTask;
    }
}
