using Fw24.Local;
using Fw24.Messages;
using Fw24.Seals;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>A mechanism that upholds a guarantee, and a way to break it.</summary>
/// <param name="Name">The fault without it, with the hazard's number.</param>
/// <param name="Break">Breaks it.</param>
/// <param name="Shows">The possible findings.</param>
internal sealed record Guard(string Name, Action<LocalCloudOptions> Break, params FindingKind[] Shows)
{
    /// <summary>The guards.</summary>
    public static IReadOnlyList<Guard> All { get; } =
    [
        new("H01 answers name event ids", AroundStreams(WrongAnswers.NameEventIds), FindingKind.Contract),
        new("H02 an item goes on after one of its records failed", AroundStreams(WrongAnswers.OneByOne), FindingKind.OutOfOrder),
        new("H02 answers name the highest failure, not the lowest", AroundStreams(WrongAnswers.HighestFailure), FindingKind.Lost),
        new("H03 audit records are appended, not put once", Parts<IItemStore>("-audit", static store => new AppendingItemStore(store)), FindingKind.Duplicated),
        new("H04 the lowest of the failures is found as text", AroundStreams(WrongAnswers.LowestAsText), FindingKind.Lost),
        new("H06 two messages of a group go into one call", static options => options.Around = StreamProcessorWithoutGroups.InPlaceOf, FindingKind.OutOfOrder),
        new("H06 failed entries of a call are not looked at", Parts<IChangePublisher>("-stream", static publisher => new PublisherWithoutEntryFailures(publisher)), FindingKind.Lost),
        new("H10 messages are known by their content alone", Parts<IChangePublisher>("-stream", static publisher => new ContentHashingPublisher(publisher)), FindingKind.Lost),
        new("H11 what is parked is cut", Parts<IParkingQueue>("", static parking => new TruncatingParkingQueue(parking)), FindingKind.NotWhole),
        new("H11 parking that failed counts as done", Parts<IParkingQueue>("", static parking => new ParkingQueueWithoutErrors(parking)), FindingKind.Lost),
        new("H13 a group goes on after one of its messages failed", AroundConsumers(WrongAnswers.WithoutGroups), FindingKind.OutOfOrder),
        new("H18 audit rows come back through the stream", WithoutFilters, FindingKind.Contract),
        new("H27 failures are kept from one invocation to the next", AroundStreams(WrongAnswers.RememberFailures), FindingKind.Contract),
        new("H30 what an invocation had no time for counts as done", static options => options.Around = static (_, app, function) => WrongAnswers.ForgetTheRest(function, app.Services.GetRequiredService<TimeProvider>()), FindingKind.Lost),
        new("H31 what the audit's store refuses counts as stored", Parts<IItemStore>("-audit", static store => new ItemStoreWithoutErrors(store)), FindingKind.Lost),
        new("H31 failures of handlers are answered as success", AroundConsumers(WrongAnswers.AlwaysSuccess), FindingKind.Lost),
        new("H32 the heads of trails are not written", Parts<IItemStore>("-audit", static store => new DroppingItemStore(store, static rows => rows is { Entries: [], Gaps: [] })), FindingKind.Gap),
        new("H32 the gaps of trails are not written", Parts<IItemStore>("-audit", static store => new DroppingItemStore(store, static rows => rows.Gaps is [_])), FindingKind.Gap),
        new("H32 heads of trails are put over others' heads", Parts<IItemStore>("-audit", static store => new OverwritingItemStore(store)), FindingKind.Gap),
        new(
            "H33 a change is claimed without a condition",
            Parts<IItemStore>("", static store => new UnconditionalClaims(store)),
            FindingKind.Duplicated),
        new(
            "H33 a change is recorded as handled before it is",
            Parts<IItemStore>("", static store => new EarlyRecords(store)),
            FindingKind.Lost),
        new(
            "H31 what could not be left for the seal counts as sealed",
            Parts<ISealStore>("-audit", static store => new SealStoreWithoutErrors(store)),
            FindingKind.Seal),
    ];

    private static Action<LocalCloudOptions> AroundStreams(Func<FunctionHandler, FunctionHandler> wrap)
        => options => options.Around = (name, _, function) => IsStream(name) ? wrap(function) : function;

    private static Action<LocalCloudOptions> AroundConsumers(Func<FunctionHandler, FunctionHandler> wrap)
        => options => options.Around = (name, _, function) => IsStream(name) ? function : wrap(function);

    // The cloud's services are instances, so that one can wrap another.
    private static Action<LocalCloudOptions> Parts<T>(string suffix, Func<T, T> wrap)
        where T : class
        => options => options.Parts = (name, services) =>
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && services.FirstOrDefault(static service => service.ServiceType == typeof(T)) is { } part)
            {
                services.Remove(part);
                services.AddSingleton(wrap((T)part.ImplementationInstance!));
            }
        };

    private static void WithoutFilters(LocalCloudOptions options) => options.Topology = options.Topology! with
    {
        StreamMappings = [.. options.Topology.StreamMappings.Select(static mapping => mapping with { FilterPatterns = [] })],
    };

    private static bool IsStream(string name) => name.EndsWith("-stream", StringComparison.Ordinal);
}
