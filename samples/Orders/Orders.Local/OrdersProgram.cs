using Amazon.Runtime;
using Fw24.Local;
using Orders.Local.Commands;
using Orders.Local.Screen;
using Orders.Local.Shops;
using Spectre.Console;

namespace Orders.Local;

/// <summary>The program: replays the commands, shows the results and reports whether the audit trail is complete.</summary>
internal static class OrdersProgram
{
    /// <summary>Runs the program on this process's console.</summary>
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(options, ShopScreen.Create(), Console.Out, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or HttpRequestException or AmazonServiceException or AmazonClientException or DynamoDbTableException)
        {
            await Console.Error.WriteLineAsync($"orders: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Runs the program.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="screen">The output for people.</param>
    /// <param name="output">The output for programs, which receives the last line.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>0 if folding the audit trail reproduces the tables; otherwise, 1.</returns>
    public static async Task<int> RunAsync(RunOptions options, IAnsiConsole screen, TextWriter output, CancellationToken cancellationToken)
    {
        var commands = CommandFile.Read(options.Data.FullName);
        await using Shop shop = options switch
        {
            { DynamoDb: { } tables, Messaging: { } messaging }
                => await WiredShop.OpenAsync(options.Topology, tables, messaging, screen.WriteLine, cancellationToken),
            { DynamoDb: { } tables } => await DynamoDbShop.OpenAsync(tables, cancellationToken),
            _ => new EmbeddedShop(options, commands[0].At),
        };

        // Opened before the replay, because it shows what happens from then on.
        await using var console = options.Console && shop is LocalShop local
            ? await local.Cloud.OpenConsoleAsync(cancellationToken: cancellationToken)
            : null;
        var result = await OrdersRun.ReplayAsync(shop, commands, screen, cancellationToken);
        ResultView.Write(screen, result);
        await output.WriteLineAsync(result.ToString());
        if (console is not null)
        {
            await output.WriteLineAsync($"console: {console.Url} (Ctrl+C ends)");
            await WaitAsync(cancellationToken);
        }

        return result.IsGood ? 0 : 1;
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }
    }
}
