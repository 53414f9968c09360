using Fw24.Audit;
using Fw24.Local;
using Fw24.Local.Queues;

namespace Fw24.Clinic.Tests.Clinic;

/// <summary>Which table's audit is in which store, and what an audit logger does not receive.</summary>
internal static class ClinicAudits
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The table whose audit is in a DynamoDB table of its own, which finds records by time and actor.</summary>
    public static string Indexed => IsInDynamoDb("patients") ? "patients" : "billing";

    /// <summary>Indicates whether a table's audit is in DynamoDB; otherwise it is in CloudWatch Logs, or lines of the console.</summary>
    public static bool IsInDynamoDb(string table)
        => ClinicApp.Model.Tables.Single(one => one.Name == table).Audit!.LoggerType is AuditLoggerType.DynamoDb;

    /// <summary>Puts an item into the table <see cref="Indexed"/>.</summary>
    public static async Task PutAsync(this LocalCloud cloud, string actor, string id, string text)
    {
        if (Indexed is "patients")
        {
            await cloud.Table<Patient>().As(actor).PutAsync(new Patient { PatientId = id, Name = text }, Stop);
        }
        else
        {
            await cloud.Table<Invoice>().As(actor).PutAsync(new Invoice { InvoiceId = id, PatientId = text }, Stop);
        }
    }

    /// <summary>The key of an item of the table <see cref="Indexed"/>.</summary>
    public static ItemImage KeyOf(string id)
        => Indexed is "patients" ? new PatientKey(id).ToItemKey() : new InvoiceKey(id, "invoice").ToItemKey();

    /// <summary>The trail of an item of the table <see cref="Indexed"/>.</summary>
    public static ItemTrail OfIndexed(this IAuditReader audit, string id)
        => audit.Of(Indexed is "patients" ? "Patient" : "Invoice", KeyOf(id));

    /// <summary>Takes the message of a change away before the audit logger receives it.</summary>
    public static async Task<LocalMessage> LoseAsync(this LocalCloud cloud, string table)
    {
        var queue = QueueOf(cloud, table);
        while (queue.Count == 0)
        {
            Assert.True(await cloud.StepAsync(Stop));
        }

        var message = Assert.Single(queue.Receive());
        queue.Delete(message);
        await cloud.RunUntilIdleAsync(Stop);
        return message;
    }

    /// <summary>Sends a lost message, as a redrive does.</summary>
    public static async Task SendAsync(this LocalCloud cloud, string table, LocalMessage lost)
    {
        QueueOf(cloud, table).Send(lost.Body, lost.Attributes, lost.GroupId, lost.GroupId is null ? null : $"again {lost.MessageId}");
        await cloud.RunUntilIdleAsync(Stop);
    }

    private static LocalQueue QueueOf(LocalCloud cloud, string table)
        => cloud.Queues.Values.Single(queue => queue.Name == $"{table}-audit{(queue.Fifo ? ".fifo" : "")}");
}
