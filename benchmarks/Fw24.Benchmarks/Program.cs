using Fw24.Benchmarks;
using Fw24.Benchmarks.Engine;
using Fw24.Benchmarks.Generators;
using Fw24.Benchmarks.Memory;
using Fw24.Benchmarks.Seals;
using Fw24.Benchmarks.Tables;
using Fw24.Benchmarks.Trails;

return args switch
{
    ["decode", ..] => DecodeContest.Run(),
    ["process", ..] => ProcessContest.Run(),
    ["audit", ..] => AuditContest.Run(),
    ["memory", ..] => await MemoryContest.RunAsync(args),
    ["table", ..] => await TableContest.RunAsync(args),
    ["backfill", ..] => await BackfillContest.RunAsync(args),
    ["seal", ..] => await SealContest.RunAsync(args),
    ["trail", ..] => await TrailContest.RunAsync(args),
    ["pipeline", ..] => await PipelineContest.RunAsync(args),
    ["generator", ..] => GeneratorContest.Run(args),
    ["build", ..] => await BuildContest.RunAsync(),
    ["coldstart", ..] => await ColdStartContest.RunAsync(args),
    ["shapes", ..] => ShapesContest.Run(),
    ["bdn", .. var options] => StreamBenchmarks.Run(options),
    ["test", ..] => TestContest.Run(),
    ["simulate", ..] => await SimulateContest.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project benchmarks/Fw24.Benchmarks -- <contest>

          decode     an event to the typed old and new object of each record
          process    an event to the finished bodies of its SNS calls
          audit      an event of the audit queue to the finished entries of its log group
          memory     the peak memory of an invocation with 6 MB
          table      get, query, update, batch and transaction: from the call to the objects, with a server of fixed
                     bytes, and with DynamoDB Local
          backfill   a baseline of 100 items against the bare updates of them
          trail      an item's audit records, read and folded, against the bare query, and an export of a million
          seal [--small]
                     sealing a hundred thousand records and a million, and verifying them
          pipeline [--million]
                     changes from the table to handler and audit log, and how that grows
          generator [--small]
                     what the generator costs the compiler, cold and while one types
          build      "dotnet build" of a project of 100 entities, with and without Fw24
          coldstart  process start to first invocation, native AOT and JIT, and the size of both packages
          shapes     inputs made to cost much for each byte, at 1 MB and 6 MB, and the exponent
          bdn        BenchmarkDotNet, for the curious
          test       what a unit test pays for a cloud of its own
          simulate [--records N] [--faults]
                     changes through whole clouds: how many a second, and what became of them

        Each contest measures all its sides in one run, in turn, and ends with one line of ratios.
        """);
    return 2;
}
