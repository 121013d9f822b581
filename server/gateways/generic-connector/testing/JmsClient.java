import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.jms.BytesMessage;
import javax.jms.Connection;
import javax.jms.DeliveryMode;
import javax.jms.Message;
import javax.jms.MessageProducer;
import javax.jms.Session;
import javax.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * A client of the connector as one in Java is: arguments are the broker's address, the queue of the commands and the
 * client's topic. Each line of the input is a command: "text" or "bytes", its JMSType and its body, with tabs between.
 * Each message of the topic becomes a line: its class, its JMSType and its body. "listening" is the first line.
 */
public final class JmsClient {
  public static void main(String[] arguments) throws Exception {
    Connection connection = new ActiveMQConnectionFactory(arguments[0]).createConnection();
    connection.start();
    Session listening = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    listening.createConsumer(listening.createTopic(arguments[2])).setMessageListener(JmsClient::print);
    System.out.println("listening");

    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    MessageProducer producer = session.createProducer(session.createQueue(arguments[1]));
    producer.setDeliveryMode(DeliveryMode.PERSISTENT);
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] parts = line.split("\t", -1);
      Message message = parts[0].equals("bytes") ? bytes(session, parts[2]) : session.createTextMessage(parts[2]);
      message.setJMSType(parts[1]);
      message.setStringProperty("category", "agent_state");
      producer.send(message);
    }
    connection.close();
  }

  private static Message bytes(Session session, String body) throws Exception {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    return message;
  }

  private static synchronized void print(Message message) {
    try {
      String body = message instanceof TextMessage ? ((TextMessage) message).getText() : "";
      String kind = message instanceof TextMessage ? "TextMessage" : message.getClass().getSimpleName();
      System.out.println(kind + "\t" + message.getJMSType() + "\t" + body);
    } catch (Exception unreadable) {
      System.out.println("unreadable\t\t" + unreadable.getMessage());
    }
  }
}
