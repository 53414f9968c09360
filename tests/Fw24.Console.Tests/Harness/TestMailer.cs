using Orders;

namespace Fw24.Console.Tests.Harness;

/// <summary>A mailer that fails as long as it is told to.</summary>
public sealed class TestMailer : IMailer
{
    /// <summary>The message of the exception that it throws; <see langword="null"/> if it sends.</summary>
    public string? Fault { get; set; }

    public int Sent { get; private set; }

    public Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
        {
            throw new InvalidOperationException(fault);
        }

        Sent++;
        return Task.CompletedTask;
    }
}
